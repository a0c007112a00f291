/** The real PostgreSQL 18, as a supervised child of this process. */
@NullMarked
package dev.freehold.standalone.postgres;

import org.jspecify.annotations.NullMarked;
