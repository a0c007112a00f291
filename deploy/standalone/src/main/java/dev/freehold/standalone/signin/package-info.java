/** Signing people in on the embedded default, by one-time links. */
@NullMarked
package dev.freehold.standalone.signin;

import org.jspecify.annotations.NullMarked;
