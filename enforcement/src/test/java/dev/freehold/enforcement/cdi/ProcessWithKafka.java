package dev.freehold.enforcement.cdi;

import dev.freehold.testkit.kafka.Kafka;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A process without a ledger of its own, whose records count once the broker has them. */
public final class ProcessWithKafka implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types", "dev.freehold.enforcement.http.Door$Ledger",
                "freehold.recording.mode", "replicated",
                "freehold.home", "target/process-with-kafka/${quarkus.uuid}",
                "freehold.source", "gateway-5",
                "freehold.tenant", "acme");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Kafka.class));
    }
}
