/** Who stands at the door, and whether the room is theirs to enter. */
@NullMarked
package dev.freehold.console.session;

import org.jspecify.annotations.NullMarked;
