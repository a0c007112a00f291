/** Weights in the safetensors format: a bounded reader and a streaming writer. */
@NullMarked
package dev.freehold.engine.weights;

import org.jspecify.annotations.NullMarked;
