/** Tells other processes what has changed here, over Kafka where there is one. */
@NullMarked
package dev.freehold.registry.change;

import org.jspecify.annotations.NullMarked;
