/** Files and texts that nobody else may read. */
@NullMarked
package dev.freehold.servers.secret;

import org.jspecify.annotations.NullMarked;
