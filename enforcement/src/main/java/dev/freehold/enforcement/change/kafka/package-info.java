/** The adapter of package {@code change} for Kafka. */
@NullMarked
package dev.freehold.enforcement.change.kafka;

import org.jspecify.annotations.NullMarked;
