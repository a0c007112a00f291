package dev.freehold.engine.lora;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsFile;
import dev.freehold.engine.weights.SafetensorsWriter;
import dev.freehold.engine.weights.TensorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A folder with adapter_config.json and adapter_model.safetensors as PEFT names them, and labels.json: the names of the
 * classes, in order. PEFT writes no such file: without it the classes are LABEL_0 and so on, as Transformers calls them.
 */
public final class AdapterFolder {
    /** Name of the weights file. */
    public static final String WEIGHTS = "adapter_model.safetensors";
    /** Name of the file with the class names. */
    public static final String LABELS = "labels.json";

    private static final long MAX_TEXT_FILE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private AdapterFolder() {}

    /**
     * Refuses a folder that holds an adapter already.
     *
     * @throws MalformedAdapter naming the file that is there
     */
    public static void checkFree(Path folder) {
        for (String name : List.of(LoraConfig.FILE, WEIGHTS, LABELS)) {
            if (Files.exists(folder.resolve(name))) {
                throw new MalformedAdapter("the adapter folder already holds " + name);
            }
        }
    }

    /** Writes a classifier's adapter. */
    public static void save(Path folder, EncoderConfig base, Adapter adapter) {
        List<NamedShape> tensors =
                AdapterLayout.tensors(adapter.config(), base, adapter.labels().size());
        List<SafetensorsWriter.Floats> weights = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            weights.add(new SafetensorsWriter.Floats(
                    tensors.get(i).name(),
                    tensors.get(i).shape(),
                    adapter.values().get(i)));
        }
        byte[] labels;
        try {
            labels = JSON.writeValueAsBytes(adapter.labels());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + LABELS, e);
        }
        write(folder, weights, Map.of(LABELS, labels), adapter.config().json());
    }

    /**
     * Writes an adapter's files. The configuration comes last: a folder that has it is whole.
     *
     * @param others files beside the weights, by name
     * @param config content of adapter_config.json
     */
    public static void write(
            Path folder, List<SafetensorsWriter.Floats> weights, Map<String, byte[]> others, byte[] config) {
        checkFree(folder);
        try {
            Files.createDirectories(folder);
            SafetensorsWriter.write(folder.resolve(WEIGHTS), weights);
            for (Map.Entry<String, byte[]> other : others.entrySet()) {
                Files.write(folder.resolve(other.getKey()), other.getValue());
            }
            Files.write(LoraConfig.in(folder), config);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the adapter folder", e);
        }
    }

    /**
     * Reads an adapter.
     *
     * @throws MalformedAdapter if a file is missing or broken, or the adapter does not fit the base
     */
    public static Adapter load(Path folder, EncoderConfig base) {
        LoraConfig config = LoraConfig.read(config(folder));
        List<String> labels = Files.exists(folder.resolve(LABELS)) ? labels(bounded(folder, LABELS)) : unnamed(folder);
        Adapter.checkLabels(labels);
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        AdapterLayout.tensors(config, base, labels.size()).forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        return new Adapter(config, labels, values(folder, shapes));
    }

    private static List<String> unnamed(Path folder) {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            long classes = file.entry(AdapterLayout.classifier()).shape().stream()
                    .findFirst()
                    .orElse(0L);
            return LongStream.range(0, Math.min(classes, Adapter.MAX_CLASSES + 1L))
                    .mapToObj(place -> "LABEL_" + place)
                    .toList();
        }
    }

    /** Content of adapter_config.json. */
    public static byte[] config(Path folder) {
        return bounded(folder, LoraConfig.FILE);
    }

    /**
     * Reads an adapter's weights.
     *
     * @param shapes of all tensors that it must have, by name; it may have no other
     * @return one array for each, in the order of the shapes
     * @throws MalformedAdapter naming the tensor that does not fit
     */
    public static List<float[]> values(Path folder, Map<String, List<Long>> shapes) {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            List<float[]> values = new ArrayList<>();
            shapes.forEach((name, shape) -> values.add(values(file, name, shape)));
            for (String name : file.entries().keySet()) {
                if (!shapes.containsKey(name)) {
                    throw new MalformedAdapter(WEIGHTS + " holds " + name + ", which has no place");
                }
            }
            return values;
        }
    }

    private static float[] values(SafetensorsFile file, String name, List<Long> shape) {
        TensorEntry entry = file.entry(name);
        if (!entry.shape().equals(shape)) {
            throw new MalformedAdapter(WEIGHTS + ": " + name + " has shape " + entry.shape()
                    + ", base and configuration ask for " + shape);
        }
        ByteBuffer bytes = file.floats(name);
        float[] values = new float[Math.toIntExact(entry.elements())];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static byte[] bounded(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > MAX_TEXT_FILE) {
                throw new MalformedAdapter(name + " is larger than " + MAX_TEXT_FILE + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new MalformedAdapter(name + " is missing or cannot be read", e);
        }
    }

    private static List<String> labels(byte[] json) {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new MalformedAdapter(LABELS + " must be a JSON array of texts", e);
        }
    }
}
