/** Who calls. */
@NullMarked
package dev.freehold.gateway.identity;

import org.jspecify.annotations.NullMarked;
