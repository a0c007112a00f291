package dev.freehold.registry.vetting;

/** Says that files may not come in, and why, in one sentence that names the file. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(String reason) {
        super(reason);
    }

    /** The sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
