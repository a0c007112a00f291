/** Encoders of the BERT family: configuration, tokens, the program that computes them, sentence embeddings. */
@NullMarked
package dev.freehold.engine.encoder;

import org.jspecify.annotations.NullMarked;
