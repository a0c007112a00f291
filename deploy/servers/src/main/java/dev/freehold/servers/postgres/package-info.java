/** PostgreSQL's programs, from the jar that carries them. */
@NullMarked
package dev.freehold.servers.postgres;

import org.jspecify.annotations.NullMarked;
