/** How the starter model was made: run again with the same seed on one thread, it makes the same files. */
@NullMarked
package dev.freehold.starter.recipe;

import org.jspecify.annotations.NullMarked;
