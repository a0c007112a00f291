package dev.freehold.policy.http;

import dev.freehold.contracts.problem.ProblemType;

/** The problems of the policy service. */
final class PolicyProblems {
    static final ProblemType BUNDLE_DAMAGED = new ProblemType(
            "BUNDLE_DAMAGED",
            503,
            "The policy bundle is damaged",
            "Ask the operator to install this release again: its files are not those that were built.");

    private PolicyProblems() {}
}
