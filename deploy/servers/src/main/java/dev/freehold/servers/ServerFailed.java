package dev.freehold.servers;

/** A server that cannot be had, started or reached, with a sentence for the person who asked for it. */
public final class ServerFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String sentence;

    public ServerFailed(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public ServerFailed(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
