/** Use cases: the purposes for which models are called. */
@NullMarked
package dev.freehold.registry.usecase;

import org.jspecify.annotations.NullMarked;
