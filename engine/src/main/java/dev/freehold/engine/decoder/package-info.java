/** Decoders of the Llama family: configuration, the program that computes them, training, generation with a cache. */
@NullMarked
package dev.freehold.engine.decoder;

import org.jspecify.annotations.NullMarked;
