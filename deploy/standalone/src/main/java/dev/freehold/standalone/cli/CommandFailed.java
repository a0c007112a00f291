package dev.freehold.standalone.cli;

/** Ends a command with a sentence and an exit status. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    CommandFailed(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    static CommandFailed no(String sentence) {
        return new CommandFailed(ExitCode.NO, sentence);
    }

    static CommandFailed couldNot(String sentence) {
        return new CommandFailed(ExitCode.COULD_NOT, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
