package dev.freehold.engine.lora;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.weights.SafetensorsFile;
import dev.freehold.engine.weights.SafetensorsWriter;
import dev.freehold.engine.weights.TensorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder with adapter_config.json and adapter_model.safetensors as PEFT names them, and labels.json: the names of the
 * classes, in order.
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

    /** Writes an adapter. The configuration comes last: a folder that has it is whole. */
    public static void save(Path folder, EncoderConfig base, Adapter adapter) {
        checkFree(folder);
        List<AdapterTensor> tensors =
                AdapterTensor.of(adapter.config(), base, adapter.labels().size());
        List<SafetensorsWriter.Floats> weights = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            weights.add(new SafetensorsWriter.Floats(
                    tensors.get(i).name(),
                    tensors.get(i).shape(),
                    adapter.values().get(i)));
        }
        try {
            Files.createDirectories(folder);
            SafetensorsWriter.write(folder.resolve(WEIGHTS), weights);
            Files.write(folder.resolve(LABELS), JSON.writeValueAsBytes(adapter.labels()));
            Files.write(LoraConfig.in(folder), adapter.config().json());
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
        LoraConfig config = LoraConfig.read(bounded(folder, LoraConfig.FILE));
        List<String> labels = labels(bounded(folder, LABELS));
        Adapter.checkLabels(labels);
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            List<float[]> values = new ArrayList<>();
            Set<String> extra = new HashSet<>(file.entries().keySet());
            for (AdapterTensor tensor : AdapterTensor.of(config, base, labels.size())) {
                values.add(values(file, tensor));
                extra.remove(tensor.name());
            }
            if (!extra.isEmpty()) {
                throw new MalformedAdapter(
                        WEIGHTS + " holds " + extra.iterator().next() + ", which has no place");
            }
            return new Adapter(config, labels, values);
        }
    }

    private static float[] values(SafetensorsFile file, AdapterTensor tensor) {
        TensorEntry entry = file.entry(tensor.name());
        if (!entry.shape().equals(tensor.shape())) {
            throw new MalformedAdapter(WEIGHTS + ": " + tensor.name() + " has shape " + entry.shape()
                    + ", base and configuration ask for " + tensor.shape());
        }
        ByteBuffer bytes = file.floats(tensor.name());
        float[] values = new float[tensor.elements()];
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
