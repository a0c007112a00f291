/** The trail of an audit service in another process. */
@NullMarked
package dev.freehold.console.trail.http;

import org.jspecify.annotations.NullMarked;
