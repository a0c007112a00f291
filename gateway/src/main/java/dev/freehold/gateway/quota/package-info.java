/** How many calls a use case may make in one UTC day. */
@NullMarked
package dev.freehold.gateway.quota;

import org.jspecify.annotations.NullMarked;
