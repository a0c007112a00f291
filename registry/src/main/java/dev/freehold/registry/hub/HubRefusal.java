package dev.freehold.registry.hub;

import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.surface.SurfaceReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends a request with an answer that the Hub's clients understand: a code that they know, and a sentence that they print.
 */
final class HubRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;
    private final int status;
    private final String code;
    private final String commit;

    private HubRefusal(int status, String code, String commit, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
        this.commit = commit;
    }

    static HubRefusal plain(int status, String sentence) {
        return new HubRefusal(status, "", "", sentence);
    }

    static HubRefusal noRepository(String name) {
        return new HubRefusal(404, "RepoNotFound", "", "there is no model " + name + " here");
    }

    /** Also for a revoked version: it is the one answer at which clients do not fall back on what they have in their cache. */
    static HubRefusal noRevision(String sentence) {
        return new HubRefusal(404, "RevisionNotFound", "", sentence);
    }

    /** Clients remember that this commit has no such file, so it is named. */
    static HubRefusal noEntry(String commit, String path) {
        return new HubRefusal(404, "EntryNotFound", commit, "there is no file " + path + " in this version");
    }

    /** Policy said no: the one code whose sentence reaches whoever downloads. */
    static HubRefusal denied(String reasons) {
        return new HubRefusal(403, "GatedRepo", "", reasons);
    }

    /** Each reason with what would make it allowed. */
    static String reasons(Problem problem) {
        String reasons = problem.reasons().stream()
                .map(reason -> reason.code() + ": " + reason.sentence() + " " + reason.remedy())
                .collect(Collectors.joining(" "));
        return reasons.isEmpty() ? problem.detail() : reasons;
    }

    SurfaceReply reply() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-error-message", printable());
        if (!code.isEmpty()) {
            headers.put("x-error-code", code);
        }
        if (!commit.isEmpty()) {
            headers.put("x-repo-commit", commit);
        }
        byte[] body = HubJson.bytes(Map.of("error", String.valueOf(getMessage())));
        return new SurfaceReply(status, headers, SurfaceReply.Body.of(body));
    }

    /** A header holds one line of ASCII. */
    private String printable() {
        String line = String.valueOf(getMessage()).replaceAll("[^\\x20-\\x7e]", "?");
        return line.substring(0, Math.min(LONGEST, line.length()));
    }
}
