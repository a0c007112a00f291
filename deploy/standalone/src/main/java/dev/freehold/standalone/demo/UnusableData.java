package dev.freehold.standalone.demo;

/** Says that a file of labelled texts cannot be used, line by line and with what to change; quotes no text. */
public final class UnusableData extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableData(String message) {
        super(message);
    }
}
