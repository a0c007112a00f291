package dev.freehold.policy.http;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.enforcement.recording.AuditRecorder;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Stands in for the recorder: this service has no action of its own, so any event is a mistake. */
@Alternative
@Priority(1)
@Singleton
class NothingToRecord implements AuditRecorder {
    @Override
    public Receipt record(AuditEvent event) {
        throw new AssertionError("the policy service records nothing");
    }
}
