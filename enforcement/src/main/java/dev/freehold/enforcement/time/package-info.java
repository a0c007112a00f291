/** Clocks that are not the wall's. */
@NullMarked
package dev.freehold.enforcement.time;

import org.jspecify.annotations.NullMarked;
