package dev.freehold.engine.decoder;

import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished adapter of a decoder.
 *
 * @param lora as PEFT states it
 * @param values of each tensor, in the order of {@link DecoderLora#tensors}
 */
public record DecoderAdapter(DecoderLora lora, List<float[]> values) {
    public DecoderAdapter {
        values = List.copyOf(values);
    }

    /**
     * Reads an adapter folder as PEFT writes it.
     *
     * @throws dev.freehold.engine.lora.MalformedAdapter if a file is missing or broken, or the adapter does not fit the base
     */
    public static DecoderAdapter load(Path folder, DecoderConfig base) {
        DecoderLora lora = DecoderLora.read(AdapterFolder.config(folder));
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        lora.tensors(base).forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        return new DecoderAdapter(lora, AdapterFolder.values(folder, shapes));
    }

    /** Writes an adapter folder as PEFT reads it; it must not hold one yet. */
    public void save(Path folder, DecoderConfig base) {
        List<SafetensorsWriter.Floats> weights = new ArrayList<>();
        List<DecoderTensor> tensors = lora.tensors(base);
        for (int i = 0; i < tensors.size(); i++) {
            DecoderTensor tensor = tensors.get(i);
            weights.add(new SafetensorsWriter.Floats(tensor.name(), tensor.shape(), values.get(i)));
        }
        AdapterFolder.write(folder, weights, Map.of(), lora.json());
    }
}
