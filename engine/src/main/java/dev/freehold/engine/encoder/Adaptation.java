package dev.freehold.engine.encoder;

import java.util.List;

/**
 * What a classifier adds to an encoder's program: low-rank pairs beside linear layers, and a head behind the first token.
 * Its tensors come layer by layer, per target the matrix down and the matrix up, then those of {@link EncoderHead}.
 *
 * @param targets linear layers that get a pair, in every layer of the encoder
 * @param scale of the pairs' contribution
 * @param dropout while training: on what enters a pair, and on what enters the classifier
 */
public record Adaptation(List<EncoderLinear> targets, double scale, double dropout) {
    public Adaptation {
        targets = List.copyOf(targets);
    }

    /** A head alone. */
    public static Adaptation headOnly(double dropout) {
        return new Adaptation(List.of(), 1, dropout);
    }

    int tensorsPerLayer() {
        return 2 * targets.size();
    }
}
