package dev.freehold.audit.trail;

import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search as query parameters: whatever is not understood is refused, since a filter left out would show too much. */
final class QueryParameters {
    private static final int USUAL_PAGE = 50;
    private static final Set<String> KNOWN =
            Set.of("type", "action", "use_case", "status", "decision", "from", "to", "before", "limit");

    private QueryParameters() {}

    /**
     * @throws ProblemException {@code QUERY_INVALID}, naming the parameter
     */
    static TrailQuery read(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> check(name, values));
        Long limit = count("limit", parameters.getFirst("limit"));
        if (limit != null && (limit < 1 || limit > TrailQuery.LARGEST_PAGE)) {
            throw invalid("'limit' is 1 to " + TrailQuery.LARGEST_PAGE + ".");
        }
        return new TrailQuery(
                parameters.getFirst("type"),
                parameters.getFirst("action"),
                parameters.getFirst("use_case"),
                parameters.getFirst("status"),
                parameters.getFirst("decision"),
                time("from", parameters.getFirst("from")),
                time("to", parameters.getFirst("to")),
                count("before", parameters.getFirst("before")),
                limit == null ? USUAL_PAGE : limit.intValue());
    }

    private static void check(String name, List<String> values) {
        if (!KNOWN.contains(name)) {
            throw invalid("There is no such parameter; there are "
                    + KNOWN.stream().sorted().toList() + ".");
        }
        if (values.size() != 1 || values.get(0).isEmpty() || values.get(0).indexOf('\0') >= 0) {
            throw invalid("'" + name + "' has one value.");
        }
    }

    private static @Nullable Long count(String name, @Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid("'" + name + "' is a whole number.");
        }
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid("'" + name + "' is a time such as 2026-01-31T00:00:00Z.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(TrailProblems.QUERY_INVALID, detail);
    }
}
