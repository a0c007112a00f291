/** The adapter of package {@code recording} for Kafka. */
@NullMarked
package dev.freehold.enforcement.recording.kafka;

import org.jspecify.annotations.NullMarked;
