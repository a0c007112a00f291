package dev.freehold.stack.cli;

/** What a command's exit status says; the same as of {@code freehold}. */
final class ExitCode {
    static final int DONE = 0;
    static final int NO = 1;
    static final int COULD_NOT = 2;

    private ExitCode() {}
}
