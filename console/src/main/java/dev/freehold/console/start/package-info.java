/** The application developer's page: where to call, what may be called, and a key to call it with. */
@NullMarked
package dev.freehold.console.start;

import org.jspecify.annotations.NullMarked;
