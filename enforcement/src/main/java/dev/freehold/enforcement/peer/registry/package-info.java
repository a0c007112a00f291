/** The registry's ports where the registry is another process: from memory, or from files that are checked by digest. */
@NullMarked
package dev.freehold.enforcement.peer.registry;

import org.jspecify.annotations.NullMarked;
