/** What tuning made: masked datasets and adapters. */
@NullMarked
package dev.freehold.registry.tuning;

import org.jspecify.annotations.NullMarked;
