package dev.freehold.enforcement.messaging.kafka;

import java.util.Optional;

/** The Kafka that this process was given, if it was given one. */
public record ConfiguredKafka(Optional<KafkaCluster> cluster) {}
