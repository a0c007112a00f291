/** The index in PostgreSQL. */
@NullMarked
package dev.freehold.audit.index.postgres;

import org.jspecify.annotations.NullMarked;
