package dev.freehold.enforcement.recording;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;

/** Port: makes events durable. */
public interface AuditRecorder {
    /**
     * Returns once the event survives a power cut.
     *
     * @throws RecordingUnavailable if it may not; whatever was to follow from the event must then not happen
     */
    Receipt record(AuditEvent event);
}
