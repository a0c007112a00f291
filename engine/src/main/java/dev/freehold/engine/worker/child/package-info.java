/** The worker's side: what runs in the JVM of its own. */
@NullMarked
package dev.freehold.engine.worker.child;

import org.jspecify.annotations.NullMarked;
