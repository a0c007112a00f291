package dev.freehold.engine.encoder;

import java.util.List;

/**
 * What an adapter adds to an encoder's program: low-rank pairs beside linear layers, and a classifier behind the pool.
 * Its tensors come layer by layer, per target the matrix down and the matrix up, then the classifier's matrix and bias.
 *
 * @param targets linear layers that get a pair, in every layer of the encoder
 * @param scale of the pairs' contribution
 * @param dropout while training: on what enters a pair, and on what enters the classifier
 */
public record Adaptation(List<EncoderLinear> targets, double scale, double dropout) {
    public Adaptation {
        targets = List.copyOf(targets);
    }

    int tensorsPerLayer() {
        return 2 * targets.size();
    }
}
