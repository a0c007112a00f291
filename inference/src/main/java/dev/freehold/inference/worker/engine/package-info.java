/** Workers of the house's own engine. */
@NullMarked
package dev.freehold.inference.worker.engine;

import org.jspecify.annotations.NullMarked;
