package dev.freehold.audit.trail;

import dev.freehold.contracts.problem.ProblemType;

/** The problems that the trail answers with. */
public final class TrailProblems {
    public static final ProblemType QUERY_INVALID =
            new ProblemType("QUERY_INVALID", 400, "The search cannot be understood", "Correct the named parameter.");
    public static final ProblemType ENTRY_UNKNOWN = new ProblemType(
            "ENTRY_UNKNOWN", 404, "There is no such entry", "Search for it: a new entry shows after a second or so.");
    public static final ProblemType LOG_FILE_UNKNOWN = new ProblemType(
            "LOG_FILE_UNKNOWN", 404, "The log has no such file", "Ask for a path that the checkpoint's size gives.");
    public static final ProblemType TRAIL_UNAVAILABLE = new ProblemType(
            "TRAIL_UNAVAILABLE", 503, "The trail cannot be read at present", "Try again; see the service's readiness.");

    private TrailProblems() {}
}
