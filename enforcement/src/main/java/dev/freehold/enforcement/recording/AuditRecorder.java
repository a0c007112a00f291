package dev.freehold.enforcement.recording;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;

/** Port: makes events durable. */
public interface AuditRecorder {
    /**
     * Returns once the event survives a power cut.
     *
     * @throws RecordingUnavailable if it may not; whatever was to follow from the event must then not happen. An outcome is
     *     not to be sent again: its intent is ended without it
     */
    Receipt record(AuditEvent event);
}
