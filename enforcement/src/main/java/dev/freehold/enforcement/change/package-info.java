/** How changes are told to other processes, and heard of. */
@NullMarked
package dev.freehold.enforcement.change;

import org.jspecify.annotations.NullMarked;
