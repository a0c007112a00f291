/** The other services of this house, where they are other processes (docs/architecture/processes.md). */
@NullMarked
package dev.freehold.enforcement.peer;

import org.jspecify.annotations.NullMarked;
