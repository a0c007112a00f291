/** The adapter of package {@code messaging} for Kafka. */
@NullMarked
package dev.freehold.enforcement.messaging.kafka;

import org.jspecify.annotations.NullMarked;
