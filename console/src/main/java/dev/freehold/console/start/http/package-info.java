/** A registry in another process, for people's own keys. */
@NullMarked
package dev.freehold.console.start.http;

import org.jspecify.annotations.NullMarked;
