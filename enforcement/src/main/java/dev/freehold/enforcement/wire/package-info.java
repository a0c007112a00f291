/** Requests to other servers, with a bound on their time and on the length of what they answer. */
@NullMarked
package dev.freehold.enforcement.wire;

import org.jspecify.annotations.NullMarked;
