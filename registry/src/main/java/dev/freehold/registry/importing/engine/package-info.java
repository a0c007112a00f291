/** Conversion and trials in a worker JVM of the engine. */
@NullMarked
package dev.freehold.registry.importing.engine;

import org.jspecify.annotations.NullMarked;
