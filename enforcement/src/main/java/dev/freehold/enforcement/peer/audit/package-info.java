/** The audit service's ports where it is another process. */
@NullMarked
package dev.freehold.enforcement.peer.audit;

import org.jspecify.annotations.NullMarked;
