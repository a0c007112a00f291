/** The commands up, down, status and logs. */
@NullMarked
package dev.freehold.stack.cli;

import org.jspecify.annotations.NullMarked;
