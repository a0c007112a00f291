/** Decides whether an action may happen. */
@NullMarked
package dev.freehold.enforcement.decision;

import org.jspecify.annotations.NullMarked;
