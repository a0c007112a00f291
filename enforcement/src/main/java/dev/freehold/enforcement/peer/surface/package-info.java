/** Surfaces of services in other processes: requests and answers go through, bodies as streams. */
@NullMarked
package dev.freehold.enforcement.peer.surface;

import org.jspecify.annotations.NullMarked;
