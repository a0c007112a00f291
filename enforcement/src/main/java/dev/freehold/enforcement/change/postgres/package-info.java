/** The adapter of package {@code change} for PostgreSQL. */
@NullMarked
package dev.freehold.enforcement.change.postgres;

import org.jspecify.annotations.NullMarked;
