/** The measurement of the whole platform in one run. */
@NullMarked
package dev.freehold.bench;

import org.jspecify.annotations.NullMarked;
