package dev.freehold.audit.health;

import dev.freehold.audit.index.IndexFeed;
import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.TenantLedger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: every ledger can be written, and every index is of its ledger. How far an index lags is said beside it. */
@Readiness
@Singleton
class AuditReadiness implements HealthCheck {
    private final Ledgers ledgers;
    private final IndexFeed feed;

    @Inject
    AuditReadiness(Ledgers ledgers, IndexFeed feed) {
        this.ledgers = ledgers;
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("audit");
        boolean ready = true;
        for (TenantLedger ledger : ledgers.all()) {
            String tenant = ledger.tenant().value();
            try {
                long size = ledger.reader().checkpoint().size();
                answer.withData("ledger." + tenant, size);
                answer.withData("index_lag." + tenant, size - feed.indexed().getOrDefault(ledger.tenant(), 0L));
            } catch (IOException e) {
                answer.withData("ledger." + tenant, String.valueOf(e.getMessage()));
                ready = false;
            }
        }
        for (var trouble : ledgers.troubles().entrySet()) {
            answer.withData("unwritable." + trouble.getKey(), trouble.getValue());
            ready = false;
        }
        for (var trouble : feed.troubles().entrySet()) {
            answer.withData("index." + trouble.getKey(), trouble.getValue());
            ready = false;
        }
        return answer.status(ready).build();
    }
}
