/** Problems as RFC 9457 writes them. */
@NullMarked
package dev.freehold.contracts.problem;

import org.jspecify.annotations.NullMarked;
