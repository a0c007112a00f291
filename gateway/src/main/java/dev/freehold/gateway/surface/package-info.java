/** Protocols of other services that come in through this door: the caller is proved here, the rest is theirs. */
@NullMarked
package dev.freehold.gateway.surface;

import org.jspecify.annotations.NullMarked;
