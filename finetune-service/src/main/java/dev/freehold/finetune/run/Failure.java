package dev.freehold.finetune.run;

/**
 * Why a run failed, in words for the person who asked for it; carries no training text.
 *
 * @param code stable, lower case
 */
public record Failure(String code, String message) {
    public static Failure worker(String message) {
        return new Failure("worker_failed", message);
    }

    /** The cluster that it was to run in did not take it. */
    public static Failure refusedByCluster(String message) {
        return new Failure("cluster_refused", message);
    }

    /** The cluster that it runs in was out of reach for too long. */
    public static Failure unreachableCluster(String message) {
        return new Failure("cluster_unreachable", message);
    }

    static Failure networkNotDenied(String message) {
        return new Failure("network_not_denied", message);
    }

    public static Failure inputs(String message) {
        return new Failure("inputs_unavailable", message);
    }

    public static Failure deadline(String message) {
        return new Failure("deadline_passed", message);
    }

    public static Failure registration(String message) {
        return new Failure("registration_refused", message);
    }

    public static Failure internal() {
        return new Failure("internal", "the run met a fault in the platform; its log names the job");
    }

    public static Failure platformStopped() {
        return new Failure("platform_stopped", "the platform stopped while it ran");
    }
}
