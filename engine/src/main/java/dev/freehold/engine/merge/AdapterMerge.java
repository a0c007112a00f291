package dev.freehold.engine.merge;

import dev.freehold.engine.script.Tensors;
import java.nio.file.Path;

/** Writes a base and its adapter as one whole model, which computes what both compute together. */
public final class AdapterMerge {
    private AdapterMerge() {}

    /**
     * Merges a decoder's adapter. Plain Java: no native library is needed.
     *
     * @param base model folder in Transformers layout
     * @param adapter folder as PEFT writes it
     * @param target created where missing; must not hold a model yet
     * @throws dev.freehold.engine.Refusal if one does not fit the other, or the target is taken
     */
    public static void decoder(Path base, Path adapter, Path target) {
        DecoderMerge.write(base, adapter, target);
    }

    /** Merges a classifier's adapter over an encoder, as {@link #decoder} does; the classifier goes with it. */
    public static void encoder(Tensors scope, Path base, Path adapter, Path target) {
        EncoderMerge.write(scope, base, adapter, target);
    }
}
