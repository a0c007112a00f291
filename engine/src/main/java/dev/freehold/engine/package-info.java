/** Models in plain Java on a tensor library: weights, tokenizers, programs, tuning. */
@NullMarked
package dev.freehold.engine;

import org.jspecify.annotations.NullMarked;
