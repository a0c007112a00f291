/** What the registry knows, kept in memory with an age limit. */
@NullMarked
package dev.freehold.registry.memory;

import org.jspecify.annotations.NullMarked;
