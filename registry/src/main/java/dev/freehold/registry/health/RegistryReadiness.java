package dev.freehold.registry.health;

import dev.freehold.registry.database.RegistryDatabase;
import dev.freehold.registry.memory.Refreshed;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.JdbiException;

/** Ready means: the database answers and nothing in memory is too old. */
@Readiness
@Singleton
class RegistryReadiness implements HealthCheck {
    private final RegistryDatabase database;
    private final List<Refreshed> memories;

    RegistryReadiness(RegistryDatabase database, @All List<Refreshed> memories) {
        this.database = database;
        this.memories = List.copyOf(memories);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("registry");
        try {
            database.with(handle -> handle.execute("select 1"));
        } catch (JdbiException e) {
            return answer.down()
                    .withData("database", "does not answer: check quarkus.datasource.registry.jdbc.url and the server")
                    .build();
        }
        Optional<String> stale =
                memories.stream().flatMap(memory -> memory.unready().stream()).findFirst();
        return stale.map(why -> answer.down().withData("memory", why).build())
                .orElseGet(() -> answer.up().build());
    }
}
