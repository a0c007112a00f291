package dev.freehold.audit.verify;

/** What a verification came to. */
public sealed interface Verdict {
    /** The exit status that says it. */
    int exitStatus();

    /**
     * Everything that was asked about holds.
     *
     * @param claim what holds, in a sentence
     */
    record Verified(String subject, String claim, long size, String root) implements Verdict {
        @Override
        public int exitStatus() {
            return 0;
        }
    }

    /** There is evidence against the log or the proof. */
    record Faulty(String subject, Fault fault) implements Verdict {
        @Override
        public int exitStatus() {
            return 1;
        }
    }

    /** It could not be checked: a file or an address cannot be read, or the question is wrong. */
    record Unchecked(String subject, String reason) implements Verdict {
        @Override
        public int exitStatus() {
            return 2;
        }
    }
}
