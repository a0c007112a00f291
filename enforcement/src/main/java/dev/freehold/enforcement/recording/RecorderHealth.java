package dev.freehold.enforcement.recording;

import org.jspecify.annotations.Nullable;

/** Port: tells whether events can be recorded, for readiness checks. */
public interface RecorderHealth {
    Report report();

    /**
     * @param refusing why events are refused, one sentence; absent while all is well
     * @param backlog records that no checkpoint of the ledger covers yet
     * @param ledger why records do not reach the ledger; recording goes on until the backlog's bound
     */
    record Report(
            @Nullable String refusing,
            long backlog,
            @Nullable String ledger) {
        public boolean ok() {
            return refusing == null;
        }
    }
}
