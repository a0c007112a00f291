/** Web pages, rendered on the server. */
@NullMarked
package dev.freehold.console;

import org.jspecify.annotations.NullMarked;
