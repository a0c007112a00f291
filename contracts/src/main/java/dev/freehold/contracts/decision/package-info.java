/** Decision requests and their outcomes. */
@NullMarked
package dev.freehold.contracts.decision;

import org.jspecify.annotations.NullMarked;
