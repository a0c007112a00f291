package dev.freehold.enforcement.recording;

/** An event could not be made durable; the message says why, for operators, and holds nothing of the event. */
public final class RecordingUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordingUnavailable(String reason) {
        super(reason);
    }

    public RecordingUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
