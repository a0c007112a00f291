/** Where people arrive. */
@NullMarked
package dev.freehold.console.start;

import org.jspecify.annotations.NullMarked;
