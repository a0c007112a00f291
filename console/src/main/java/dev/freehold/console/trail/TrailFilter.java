package dev.freehold.console.trail;

import dev.freehold.contracts.audit.TrailQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The filter as somebody typed it, and what is wrong with it.
 *
 * @param wrong sentences by field name, in the form's order
 */
public record TrailFilter(
        String type,
        String action,
        String status,
        String useCase,
        String decision,
        String from,
        String to,
        String before,
        Map<String, String> wrong) {
    private static final int LONGEST = 200;
    private static final String TIME_FORM = "Write a date as 2026-11-23 or a time as 2026-11-23T14:30, in UTC.";

    private static final Map<String, String> NAMES = names();

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("status", "Status");
        names.put("action", "Action");
        names.put("type", "Type");
        names.put("use_case", "Use case");
        names.put("decision", "Decision id");
        names.put("from", "From");
        names.put("to", "Until");
        names.put("before", "Page");
        return names;
    }

    /** One thing that is wrong with the filter. */
    public record Fault(String field, String sentence) {}

    /** One thing to choose. */
    public record Choice(String code, String words, boolean chosen) {}

    public TrailFilter {
        wrong = Map.copyOf(wrong);
    }

    static TrailFilter read(MultivaluedMap<String, String> parameters) {
        Map<String, String> wrong = new LinkedHashMap<>();
        TrailFilter typed = new TrailFilter(
                text(parameters, "type", wrong),
                text(parameters, "action", wrong),
                text(parameters, "status", wrong),
                text(parameters, "use_case", wrong),
                text(parameters, "decision", wrong),
                text(parameters, "from", wrong),
                text(parameters, "to", wrong),
                text(parameters, "before", wrong),
                Map.of());
        typed.check(wrong);
        return typed.with(wrong);
    }

    private static String text(MultivaluedMap<String, String> parameters, String name, Map<String, String> wrong) {
        String value = Optional.ofNullable(parameters.getFirst(name)).orElse("").strip();
        if (value.length() > LONGEST) {
            wrong.put(name, "At most " + LONGEST + " characters.");
            return value.substring(0, LONGEST);
        }
        return value;
    }

    private void check(Map<String, String> wrong) {
        Instant begin = checkedTime("from", from, wrong);
        Instant end = checkedTime("to", to, wrong);
        if (begin != null && end != null && end.isBefore(begin)) {
            wrong.put("to", "The end lies before the beginning.");
        }
        if (!before.isEmpty() && !before.matches("[0-9]{1,18}")) {
            wrong.put("before", "The page's cursor is a ledger index.");
        }
    }

    private static @Nullable Instant checkedTime(String name, String value, Map<String, String> wrong) {
        try {
            return time(value);
        } catch (DateTimeException e) {
            wrong.put(name, TIME_FORM);
            return null;
        }
    }

    private static @Nullable Instant time(String value) {
        if (value.isEmpty()) {
            return null;
        }
        if (value.endsWith("Z")) {
            return Instant.parse(value);
        }
        return value.contains("T")
                ? LocalDateTime.parse(value).toInstant(ZoneOffset.UTC)
                : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private TrailFilter with(Map<String, String> errors) {
        return new TrailFilter(type, action, status, useCase, decision, from, to, before, errors);
    }

    public boolean good() {
        return wrong.isEmpty();
    }

    /** What is wrong, by the names that the form shows. */
    public List<Fault> faults() {
        return NAMES.entrySet().stream()
                .filter(name -> wrong.containsKey(name.getKey()))
                .map(name -> new Fault(name.getValue(), wrong.getOrDefault(name.getKey(), "")))
                .toList();
    }

    /** The statuses to choose from. */
    public List<Choice> statuses() {
        return Words.statuses().stream()
                .map(code -> new Choice(code, Words.status(code), code.equals(status)))
                .toList();
    }

    /** The actions that have words, to complete what is typed. */
    public List<Choice> actions() {
        return Words.actions().stream()
                .map(code -> new Choice(code, Words.action(code), code.equals(action)))
                .toList();
    }

    /** Whether anything but the page is chosen. */
    public boolean narrows() {
        return !(type + action + status + useCase + decision + from + to).isEmpty();
    }

    /** Whether this is not the first page. */
    public boolean later() {
        return !before.isEmpty();
    }

    TrailQuery query(int limit) {
        return new TrailQuery(
                given(type),
                given(action),
                given(useCase),
                given(status),
                given(decision),
                time(from),
                time(to),
                before.isEmpty() ? null : Long.valueOf(before),
                limit);
    }

    private static @Nullable String given(String value) {
        return value.isEmpty() ? null : value;
    }

    /** The address of the same filter at another page; no cursor means the newest. */
    String address(@Nullable Long cursor) {
        StringJoiner parameters = new StringJoiner("&", "/console/trail?", "");
        parameters.setEmptyValue("/console/trail");
        add(parameters, "type", type);
        add(parameters, "action", action);
        add(parameters, "status", status);
        add(parameters, "use_case", useCase);
        add(parameters, "decision", decision);
        add(parameters, "from", from);
        add(parameters, "to", to);
        add(parameters, "before", cursor == null ? "" : cursor.toString());
        return parameters.toString();
    }

    private static void add(StringJoiner parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
