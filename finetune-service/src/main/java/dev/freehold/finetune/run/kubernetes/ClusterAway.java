package dev.freehold.finetune.run.kubernetes;

/** The cluster did not answer, or could not; asked again later, it may. */
final class ClusterAway extends Exception {
    private static final long serialVersionUID = 1L;

    ClusterAway(String message, Throwable cause) {
        super(message, cause);
    }
}
