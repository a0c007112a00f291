package dev.freehold.gateway.http;

/** Ends a request with an OpenAI error; the front door turns it into an answer. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient OpenAiError error;

    public Refusal(OpenAiError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    public OpenAiError error() {
        return error;
    }
}
