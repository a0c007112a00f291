package dev.freehold.engine.decoder;

import java.util.Optional;
import java.util.Set;

/**
 * Rotary position embedding: the pair {@code (i, i + width/2)} of a head turns by {@code position * theta^(-2i/width)}.
 *
 * @param theta base of the frequencies
 * @param scaling where the model was stretched to longer inputs
 */
public record Rotary(double theta, Optional<RotaryScaling> scaling) {
    private static final double DEFAULT_THETA = 10_000;
    private static final String LLAMA3 = "llama3";

    public Rotary {
        if (!(theta >= 1 && theta <= 1e12)) {
            throw new IllegalArgumentException("rope_theta must be 1 to 1e12, is " + theta);
        }
    }

    /** Without stretching. */
    public static Rotary of(double theta) {
        return new Rotary(theta, Optional.empty());
    }

    /** Radians a position, one for each pair of a head. */
    float[] frequencies(int headWidth) {
        float[] frequencies = new float[headWidth / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = (float) (2 * i) / headWidth;
            float frequency = 1 / (float) Math.pow(theta, exponent);
            frequencies[i] = scaling.map(s -> s.scaled(frequency)).orElse(frequency);
        }
        return frequencies;
    }

    /** From both spellings: {@code rope_theta} and {@code rope_scaling}, or {@code rope_parameters} with all in it. */
    static Rotary read(StrictJson config) {
        boolean together = config.has("rope_parameters");
        StrictJson scaling = config.object(together ? "rope_parameters" : "rope_scaling");
        if (together && config.has("rope_scaling")) {
            throw config.refuse("rope_scaling and rope_parameters cannot both be set");
        }
        double outer = config.real("rope_theta", DEFAULT_THETA);
        double theta = scaling.real("rope_theta", outer);
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        try {
            Rotary rotary = switch (type) {
                case "default" -> of(theta);
                case LLAMA3 -> new Rotary(theta, Optional.of(llama3(scaling)));
                default -> throw scaling.refuse("rope_type must be default or llama3, is " + type);
            };
            if (scaling.real("partial_rotary_factor", 1) != 1) {
                throw scaling.refuse("partial_rotary_factor must be 1");
            }
            scaling.end(Set.of());
            return rotary;
        } catch (IllegalArgumentException e) {
            throw scaling.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static RotaryScaling llama3(StrictJson scaling) {
        return new RotaryScaling(
                scaling.real("factor"),
                scaling.real("low_freq_factor"),
                scaling.real("high_freq_factor"),
                scaling.whole("original_max_position_embeddings"));
    }
}
