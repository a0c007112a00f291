/** Where people arrive. */
@NullMarked
package dev.freehold.console.entrance;

import org.jspecify.annotations.NullMarked;
