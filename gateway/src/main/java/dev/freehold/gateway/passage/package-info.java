/** The platform's own APIs of other services, for people who come in here because those services face nobody. */
@NullMarked
package dev.freehold.gateway.passage;

import org.jspecify.annotations.NullMarked;
