/** Adapters added into the weights of their base: the result is a whole model that needs no adapter. */
@NullMarked
package dev.freehold.engine.merge;

import org.jspecify.annotations.NullMarked;
