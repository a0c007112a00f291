package dev.freehold.standalone.cli;

/** What a command's exit status says. */
final class ExitCode {
    /** It is done, or it is so. */
    static final int DONE = 0;
    /** It is not so: a log that does not verify, a platform that does not run. */
    static final int NO = 1;
    /** It could not be tried: wrong words, no platform, a port that is taken. */
    static final int COULD_NOT = 2;

    private ExitCode() {}
}
