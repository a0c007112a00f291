package dev.freehold.registry.vetting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.engine.weights.MalformedWeights;
import dev.freehold.engine.weights.SafetensorsFile;
import dev.freehold.engine.weights.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tensors of a version, read from the headers of its safetensors files: one file, or shards with their index.
 *
 * <p>Opening a file reads and checks its header: every byte behind it belongs to exactly one tensor.
 *
 * @param tensors by name
 * @param files how many hold them
 */
public record Weights(Map<String, TensorEntry> tensors, int files) {
    static final String FILE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    public Weights {
        tensors = Map.copyOf(tensors);
    }

    /** Numbers in all tensors. */
    public long parameters() {
        return tensors.values().stream().mapToLong(TensorEntry::elements).sum();
    }

    /** Reads all safetensors files of a folder, which must be the one of the known name or those of the index. */
    static Weights of(Path folder) throws IOException, Refused {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> listing = Files.list(folder)) {
            listing.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".safetensors"))
                    .forEach(found::add);
        }
        if (!Files.isRegularFile(folder.resolve(INDEX), LinkOption.NOFOLLOW_LINKS)) {
            if (!found.equals(Set.of(FILE))) {
                throw new Refused(
                        found.contains(FILE)
                                ? "beside " + FILE + " there are other weights and no " + INDEX
                                : "the file " + FILE + " is missing");
            }
            return of(folder.resolve(FILE), List.of());
        }
        Map<String, String> places = index(folder);
        if (!found.equals(new TreeSet<>(places.values()))) {
            throw new Refused(INDEX + " does not name exactly the .safetensors files that are there");
        }
        Weights all = of(
                folder.resolve(found.iterator().next()),
                found.stream().skip(1).map(folder::resolve).toList());
        if (!all.tensors().keySet().equals(places.keySet())) {
            throw new Refused(INDEX + " does not name exactly the tensors that are there");
        }
        return all;
    }

    /** Reads these files, none of which may hold a tensor of another. */
    static Weights of(Path first, List<Path> more) throws Refused {
        Map<String, TensorEntry> tensors = new HashMap<>();
        for (Path file : Stream.concat(Stream.of(first), more.stream()).toList()) {
            try (SafetensorsFile open = SafetensorsFile.open(file)) {
                for (TensorEntry entry : open.entries().values()) {
                    if (tensors.put(entry.name(), entry) != null) {
                        throw new Refused("the tensor " + entry.name() + " is in two files");
                    }
                }
            } catch (MalformedWeights e) {
                throw new Refused(String.valueOf(e.getMessage()));
            }
        }
        return new Weights(tensors, 1 + more.size());
    }

    private static Map<String, String> index(Path folder) throws IOException, Refused {
        JsonNode map = VersionFiles.json(folder.resolve(INDEX)).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new Refused(INDEX + " has no weight_map");
        }
        Map<String, String> places = new TreeMap<>();
        for (Map.Entry<String, JsonNode> place : map.properties()) {
            places.put(place.getKey(), place.getValue().asText());
        }
        return places;
    }
}
