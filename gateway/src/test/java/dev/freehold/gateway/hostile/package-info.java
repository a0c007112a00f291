/** Callers who mean harm, over bare connections. */
@NullMarked
package dev.freehold.gateway.hostile;

import org.jspecify.annotations.NullMarked;
