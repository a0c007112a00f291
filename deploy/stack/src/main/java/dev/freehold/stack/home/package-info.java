/** Where the stack keeps what, on which ports, under which secrets. */
@NullMarked
package dev.freehold.stack.home;

import org.jspecify.annotations.NullMarked;
