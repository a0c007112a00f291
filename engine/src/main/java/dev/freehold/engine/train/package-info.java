/** Tuning of adapters on labelled texts. */
@NullMarked
package dev.freehold.engine.train;

import org.jspecify.annotations.NullMarked;
