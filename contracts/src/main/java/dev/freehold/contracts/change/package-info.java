/** What one process tells the others of what has changed, so that they look at once. */
@NullMarked
package dev.freehold.contracts.change;

import org.jspecify.annotations.NullMarked;
