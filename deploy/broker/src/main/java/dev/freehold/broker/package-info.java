/** A Kafka broker in a process of its own: one node, loopback only. */
@NullMarked
package dev.freehold.broker;

import org.jspecify.annotations.NullMarked;
