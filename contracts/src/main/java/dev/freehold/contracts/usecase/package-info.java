/** Use cases: the registered purposes that join keys, data, models, retention and budget. */
@NullMarked
package dev.freehold.contracts.usecase;

import org.jspecify.annotations.NullMarked;
