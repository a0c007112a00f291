/** Requests as fast as they are answered, and a server that answers at once. */
@NullMarked
package dev.freehold.bench.load;

import org.jspecify.annotations.NullMarked;
