/** The processes of the stack, and the order in which they start and end. */
@NullMarked
package dev.freehold.stack.part;

import org.jspecify.annotations.NullMarked;
