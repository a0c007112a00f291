/** The registry's own database. */
@NullMarked
package dev.freehold.registry.database;

import org.jspecify.annotations.NullMarked;
