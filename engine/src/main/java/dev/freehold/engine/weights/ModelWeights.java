package dev.freehold.engine.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The weights of a model folder: model.safetensors, or the shards that model.safetensors.index.json names. */
public final class ModelWeights implements AutoCloseable {
    /** Name of the file that holds all weights. */
    public static final String FILE = "model.safetensors";
    /** Name of the file that says which shard holds which weight. */
    public static final String INDEX = "model.safetensors.index.json";

    private static final long MAX_INDEX = 32L << 20;
    private static final int MAX_SHARDS = 1000;
    private final Map<String, SafetensorsFile> byTensor = new TreeMap<>();
    private final List<SafetensorsFile> files = new ArrayList<>();
    private final Path place;

    private ModelWeights(Path place) {
        this.place = place;
    }

    /**
     * Opens all files of a folder and checks that each weight lies where it is said to lie.
     *
     * @throws MalformedWeights naming what is missing or does not fit
     */
    public static ModelWeights open(Path folder) {
        Path index = folder.resolve(INDEX);
        boolean sharded = !Files.exists(folder.resolve(FILE)) && Files.exists(index);
        ModelWeights weights = new ModelWeights(sharded ? index : folder.resolve(FILE));
        try {
            if (sharded) {
                weights.addShards(folder);
            } else {
                SafetensorsFile file = weights.add(folder.resolve(FILE));
                file.entries().keySet().forEach(name -> weights.byTensor.put(name, file));
            }
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private void addShards(Path folder) {
        Map<String, SafetensorsFile> shards = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : weightMap().properties()) {
            String shard = entry.getValue().asText();
            if (!shard.matches("[A-Za-z0-9._-]{1,200}\\.safetensors")) {
                throw new MalformedWeights(place, "a shard of " + entry.getKey() + " must be a file of its folder");
            }
            if (!shards.containsKey(shard)) {
                if (shards.size() == MAX_SHARDS) {
                    throw new MalformedWeights(place, "names more than " + MAX_SHARDS + " shards");
                }
                shards.put(shard, add(folder.resolve(shard)));
            }
            SafetensorsFile file = shards.get(shard);
            file.entry(entry.getKey());
            byTensor.put(entry.getKey(), file);
        }
        for (SafetensorsFile file : files) {
            Set<String> unnamed = new TreeSet<>(file.entries().keySet());
            unnamed.removeIf(name -> byTensor.get(name) == file);
            if (!unnamed.isEmpty()) {
                throw new MalformedWeights(
                        place, "does not name tensor " + unnamed.iterator().next() + ", which a shard holds");
            }
        }
    }

    private JsonNode weightMap() {
        try {
            if (Files.size(place) > MAX_INDEX) {
                throw new MalformedWeights(place, "is larger than " + MAX_INDEX + " bytes");
            }
            JsonNode map =
                    new ObjectMapper().readTree(Files.readAllBytes(place)).path("weight_map");
            if (!map.isObject()) {
                throw new MalformedWeights(place, "weight_map must be an object");
            }
            return map;
        } catch (IOException e) {
            throw new MalformedWeights(place, "cannot be read as JSON", e);
        }
    }

    private SafetensorsFile add(Path file) {
        SafetensorsFile opened = SafetensorsFile.open(file);
        files.add(opened);
        return opened;
    }

    /** Names of all weights, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    /** The entry of a weight that must be there. */
    public TensorEntry entry(String name) {
        return holder(name).entry(name);
    }

    /** A weight's bytes as they lie in its file, mapped. */
    public ByteBuffer bytes(String name) {
        return holder(name).bytes(name);
    }

    /** A weight as 32-bit floats in memory outside the heap, valid after this is closed, as long as it is held. */
    public ByteBuffer floats(String name) {
        return holder(name).floats(name);
    }

    private SafetensorsFile holder(String name) {
        SafetensorsFile file = byTensor.get(name);
        if (file == null) {
            throw new MalformedWeights(place, "tensor " + name + " is missing");
        }
        return file;
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
