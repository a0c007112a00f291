package dev.freehold.engine.decoder;

import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.lora.LowRank;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finished adapter of a decoder.
 *
 * @param lora as PEFT states it
 * @param values of each tensor, in the order of {@link DecoderLora#tensors}
 */
public record DecoderAdapter(DecoderLora lora, List<float[]> values) {
    private static final Pattern PLACE = Pattern.compile("model\\.layers\\.([0-9]{1,3})\\.(.+)\\.weight");

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

    /** The pair beside a weight of the model, by the weight's name; empty where it has none. */
    public Optional<LowRank> pair(String weight) {
        Matcher place = PLACE.matcher(weight);
        List<DecoderLinear> targets = lora.ordered();
        if (!place.matches()) {
            return Optional.empty();
        }
        int layer = Integer.parseInt(place.group(1));
        return targets.stream()
                .filter(linear -> linear.path().equals(place.group(2)))
                .map(linear -> 2 * (layer * targets.size() + targets.indexOf(linear)))
                .map(at -> new LowRank(values.get(at), values.get(at + 1), lora.rank(), lora.scale()))
                .findFirst();
    }

    /** Writes an adapter folder as PEFT reads it; it must not hold one yet. */
    public void save(Path folder, DecoderConfig base) {
        List<SafetensorsWriter.Floats> weights = new ArrayList<>();
        List<NamedShape> tensors = lora.tensors(base);
        for (int i = 0; i < tensors.size(); i++) {
            NamedShape tensor = tensors.get(i);
            weights.add(new SafetensorsWriter.Floats(tensor.name(), tensor.shape(), values.get(i)));
        }
        AdapterFolder.write(folder, weights, Map.of(), lora.json());
    }
}
