package dev.freehold.engine.decoder;

import dev.freehold.engine.lora.PeftConfig;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The low-rank pairs beside a decoder's linear layers, as PEFT's adapter_config.json states them for a causal language
 * model.
 *
 * @param rank inner width of each pair
 * @param alpha the pairs' contribution is scaled by alpha / rank
 * @param dropout while training, on what enters a pair
 * @param targets linear layers that get a pair, in every layer of the decoder
 * @param base name of the model that the adapter belongs to; for people, not checked
 */
public record DecoderLora(int rank, double alpha, double dropout, Set<DecoderLinear> targets, String base) {
    private static final String TASK = "CAUSAL_LM";

    public DecoderLora {
        targets = Set.copyOf(targets);
        PeftConfig.check(rank, alpha, dropout, !targets.isEmpty());
    }

    /** Pairs beside all seven linear layers, scaled by 2. */
    public static DecoderLora everywhere(int rank, String base) {
        return new DecoderLora(rank, 2.0 * rank, 0, EnumSet.allOf(DecoderLinear.class), base);
    }

    /**
     * Reads adapter_config.json.
     *
     * @throws dev.freehold.engine.lora.MalformedAdapter naming what does not fit
     */
    public static DecoderLora read(byte[] json) {
        PeftConfig config = PeftConfig.read(
                json,
                TASK,
                Stream.of(DecoderLinear.values()).map(DecoderLinear::target).collect(Collectors.toSet()),
                List.of());
        Set<DecoderLinear> targets = Stream.of(DecoderLinear.values())
                .filter(linear -> config.targets().contains(linear.target()))
                .collect(Collectors.toSet());
        return new DecoderLora(config.rank(), config.alpha(), config.dropout(), targets, config.base());
    }

    /** adapter_config.json as PEFT writes it. */
    public byte[] json() {
        List<String> names =
                targets.stream().map(DecoderLinear::target).sorted().toList();
        return new PeftConfig(TASK, rank, alpha, dropout, names, List.of(), base).json();
    }

    /** Scale of the pairs' contribution. */
    public double scale() {
        return alpha / rank;
    }

    /** All tensors of the adapter as PEFT names them, in the order in which the program takes them. */
    public List<NamedShape> tensors(DecoderConfig config) {
        List<NamedShape> all = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            for (DecoderLinear linear : ordered()) {
                String module = "base_model.model.model.layers." + i + "." + linear.path();
                all.add(NamedShape.of(module + ".lora_A.weight", rank, linear.in(config)));
                all.add(NamedShape.of(module + ".lora_B.weight", linear.out(config), rank));
            }
        }
        return List.copyOf(all);
    }

    /** The targets in the order of their weights. */
    List<DecoderLinear> ordered() {
        return Stream.of(DecoderLinear.values()).filter(targets::contains).toList();
    }
}
