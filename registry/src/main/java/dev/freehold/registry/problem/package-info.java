/** What can go wrong at the registry's doors. */
@NullMarked
package dev.freehold.registry.problem;

import org.jspecify.annotations.NullMarked;
