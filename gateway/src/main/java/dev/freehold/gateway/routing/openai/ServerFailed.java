package dev.freehold.gateway.routing.openai;

/** Says that the server gave no answer that could be used; carries nothing of a request or an answer. */
final class ServerFailed extends Exception {
    private static final long serialVersionUID = 1L;

    ServerFailed(String cause) {
        super(cause);
    }
}
