/** The registry: what may be called, by whom and for what, and where each model came from. */
@NullMarked
package dev.freehold.registry;

import org.jspecify.annotations.NullMarked;
