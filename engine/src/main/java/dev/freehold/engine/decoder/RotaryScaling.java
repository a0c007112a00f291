package dev.freehold.engine.decoder;

/**
 * Llama 3's stretching of rotary positions: slow rotations are slowed further by a factor, fast ones stay, those between
 * are blended. Formula of Transformers' {@code rope_type} llama3.
 *
 * @param factor by which the slowest rotations are slowed, at least 1
 * @param lowFactor below this many turns within the original length a rotation is slow
 * @param highFactor above this many it is fast
 * @param originalPositions length that the model was first trained on
 */
public record RotaryScaling(double factor, double lowFactor, double highFactor, int originalPositions) {
    public RotaryScaling {
        if (!(factor >= 1) || !(lowFactor > 0) || !(highFactor > lowFactor) || originalPositions < 1) {
            throw new IllegalArgumentException(
                    "a llama3 scaling needs factor from 1 up, 0 < low_freq_factor < high_freq_factor, and"
                            + " original_max_position_embeddings from 1 up");
        }
    }

    float scaled(float frequency) {
        double turns = originalPositions * frequency / (2 * Math.PI);
        if (turns < lowFactor) {
            return (float) (frequency / factor);
        }
        if (turns > highFactor) {
            return frequency;
        }
        double blend = (turns - lowFactor) / (highFactor - lowFactor);
        return (float) ((1 - blend) * frequency / factor + blend * frequency);
    }
}
