package dev.freehold.engine.decoder;

import java.util.List;

/**
 * What low-rank pairs add to a decoder's program: per layer and target a matrix down and a matrix up.
 *
 * @param targets linear layers that get a pair
 * @param scale of the pairs' contribution
 * @param dropout while training, on what enters a pair
 */
record Pairs(List<DecoderLinear> targets, double scale, double dropout) {
    /** Nothing added. */
    static final Pairs NONE = new Pairs(List.of(), 0, 0);

    Pairs {
        targets = List.copyOf(targets);
    }

    static Pairs of(DecoderLora lora) {
        return new Pairs(lora.ordered(), lora.scale(), lora.dropout());
    }

    int tensorsPerLayer() {
        return 2 * targets.size();
    }
}
