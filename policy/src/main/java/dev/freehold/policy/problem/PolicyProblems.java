package dev.freehold.policy.problem;

import dev.freehold.contracts.problem.ProblemType;

/** The problems of the policy service. */
public final class PolicyProblems {
    public static final ProblemType BUNDLE_DAMAGED = new ProblemType(
            "BUNDLE_DAMAGED",
            503,
            "The policy bundle is damaged",
            "Ask the operator to install this release again: its files are not those that were built.");
    public static final ProblemType STORE_UNAVAILABLE = new ProblemType(
            "POLICY_STORE_UNAVAILABLE",
            503,
            "Policy versions cannot be kept or signed at present",
            "Ask the operator to look at the service's log: a folder or the signing key cannot be read or written.");
    public static final ProblemType VERSION_UNKNOWN = new ProblemType(
            "POLICY_VERSION_UNKNOWN",
            404,
            "There is no such version of the policy",
            "List the versions at /api/policy/versions and use a digest from there.");
    public static final ProblemType TENANT_UNKNOWN = new ProblemType(
            "POLICY_TENANT_UNKNOWN",
            404,
            "There is no policy for this tenant here",
            "Use the tenant that this service was configured for.");
    public static final ProblemType VERSIONS_FULL = new ProblemType(
            "POLICY_VERSIONS_FULL",
            409,
            "There are as many versions as a tenant may have",
            "Ask the operator to move the oldest folders out of freehold.policy.folder while the service is down.");
    public static final ProblemType NAME_INVALID = new ProblemType(
            "POLICY_NAME_INVALID",
            400,
            "The version's name cannot be used",
            "Use 1 to 64 of a-z, 0-9, dot and hyphen, and begin with a letter or digit.");
    public static final ProblemType TABLES_REFUSED = new ProblemType(
            "POLICY_TABLES_REFUSED",
            422,
            "The policy's tables have errors",
            "Mend what errors lists and send the whole document again; GET /api/policy/tables gives the one in force.");
    public static final ProblemType ARCHIVE_REFUSED = new ProblemType(
            "POLICY_ARCHIVE_REFUSED",
            422,
            "This is no archive of a policy's sources",
            "Send a gzipped tar of .manifest, data.json, the .rego files and their tests.");
    public static final ProblemType REGO_REFUSED = new ProblemType(
            "POLICY_REGO_REFUSED",
            422,
            "The Rego does not build, or does not pass its tests",
            "Mend what the detail says, and try it first with policy/build-bundle and policy/check-coverage.");
    public static final ProblemType OPA_MISSING = new ProblemType(
            "POLICY_OPA_MISSING",
            503,
            "Rego cannot be built on this machine",
            "Install OPA (go install github.com/open-policy-agent/opa@v1.22.2), have it on PATH or name it in"
                    + " freehold.policy.rego.opa; tables can be published without it.");
    public static final ProblemType BUILDS_BUSY =
            new ProblemType("POLICY_BUILDS_BUSY", 503, "Another build is running", "Try again when it has ended.");

    private PolicyProblems() {}
}
