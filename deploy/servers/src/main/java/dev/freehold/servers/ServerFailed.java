package dev.freehold.servers;

/** A server that cannot be had, started or reached, with a sentence for the person who asked for it. */
public final class ServerFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerFailed(String sentence) {
        super(sentence);
    }

    public ServerFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
