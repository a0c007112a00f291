/** Registered model versions, answered by one worker. */
@NullMarked
package dev.freehold.inference.serving;

import org.jspecify.annotations.NullMarked;
