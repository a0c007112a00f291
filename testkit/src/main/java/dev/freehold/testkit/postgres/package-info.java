/** A real PostgreSQL for tests. */
@NullMarked
package dev.freehold.testkit.postgres;

import org.jspecify.annotations.NullMarked;
