/** Answers that leave piece by piece, between the same two records as every other. */
@NullMarked
package dev.freehold.gateway.stream;

import org.jspecify.annotations.NullMarked;
