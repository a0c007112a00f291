/** A real Kafka broker for tests, as a process of its own that can be killed and started again. */
@NullMarked
package dev.freehold.testkit.kafka;

import org.jspecify.annotations.NullMarked;
