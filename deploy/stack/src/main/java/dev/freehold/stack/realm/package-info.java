/** What the stack adds to the realm: a client for each role. */
@NullMarked
package dev.freehold.stack.realm;

import org.jspecify.annotations.NullMarked;
