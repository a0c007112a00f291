package dev.freehold.gateway.passage;

import dev.freehold.contracts.problem.ProblemType;

/** The problems with which a passage refuses. */
public final class PassageProblems {
    public static final ProblemType UNREACHABLE = new ProblemType(
            "SERVICE_UNREACHABLE",
            503,
            "The service behind this address does not answer",
            "Try again in a moment; if it lasts, look at the gateway's readiness, which names it.");
    public static final ProblemType NO_SUCH_PATH = new ProblemType(
            "PATH_UNKNOWN", 404, "There is no such address", "Use a path as the service's reference writes it.");
    public static final ProblemType BUSY = new ProblemType(
            "PASSAGE_BUSY", 503, "Too many requests are being passed on", "Try again when one of them has ended.");
    public static final ProblemType BODY_UNFINISHED =
            new ProblemType("BODY_UNFINISHED", 408, "The request's body did not come whole", "Send the request again.");

    private PassageProblems() {}
}
