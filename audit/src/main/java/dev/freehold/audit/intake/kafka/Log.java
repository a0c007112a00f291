package dev.freehold.audit.intake.kafka;

import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;

/** One source's log, as its records name it. */
record Log(TenantId tenant, String source, long epoch) {
    static Log of(TenantId tenant, Position position) {
        return new Log(tenant, position.source(), position.epoch());
    }

    @Override
    public String toString() {
        return tenant + ": " + source + "/" + epoch;
    }
}
