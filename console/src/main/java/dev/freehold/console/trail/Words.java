package dev.freehold.console.trail;

import static java.util.Map.entry;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Codes of the records in plain words. A code that has none is shown as it is. */
final class Words {
    static final String INTENT = "intent";

    private static final Map<String, String> ACTIONS = Map.ofEntries(
            entry(Actions.MODEL_EMBED, "turn text into vectors"),
            entry(Actions.MODEL_CLASSIFY, "classify text"),
            entry(Actions.MODEL_CHAT, "have a model answer"),
            entry(Actions.MODEL_COMPLETE, "have a model write on"),
            entry(Actions.MODEL_DOWNLOAD, "take a model's files out"),
            entry(Actions.ALIAS_MOVE, "make a name mean another version"),
            entry(Actions.MODEL_LIST, "list the models"),
            entry(Actions.MODEL_IMPORT, "import a model"),
            entry(Actions.MODEL_VET, "vet a model"),
            entry(Actions.MODEL_APPROVE, "approve a model"),
            entry(Actions.MODEL_REVOKE, "revoke a model"),
            entry(Actions.MODEL_REGISTER, "register a model"),
            entry(Actions.MODEL_READ, "read a model's card"),
            entry(Actions.DATASET_UPLOAD, "upload a dataset"),
            entry(Actions.DATASET_REGISTER, "register a dataset"),
            entry(Actions.DATASET_READ, "read a dataset"),
            entry(Actions.DATASET_DELETE, "delete a dataset"),
            entry(Actions.JOB_CREATE, "start a tuning job"),
            entry(Actions.JOB_RUN, "run a tuning job"),
            entry(Actions.JOB_READ, "look at a tuning job"),
            entry(Actions.JOB_CANCEL, "cancel a tuning job"),
            entry(Actions.TRAIL_SEARCH, "search this trail"),
            entry(Actions.TRAIL_READ, "open a record of this trail"),
            entry(Actions.USE_CASE_CREATE, "register a use case"),
            entry(Actions.USE_CASE_READ, "look at use cases"),
            entry(Actions.KEY_RENEW, "make a key for oneself"),
            entry(Actions.PLATFORM_EXPORT, "export the platform"),
            entry(Actions.KEY_ISSUE, "issue a key"),
            entry(Actions.KEY_REVOKE, "withdraw a key"),
            entry(Actions.SESSION_OPEN, "sign in to these pages"));

    private static final Map<String, String> STATUSES = Map.of(
            AuditEvent.Outcome.OK,
            "done",
            AuditEvent.Outcome.DENIED,
            "denied",
            AuditEvent.Outcome.FAILED,
            "failed",
            AuditEvent.Outcome.INTERRUPTED,
            "cut off",
            INTENT,
            "asked");

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS 'UTC'").withZone(ZoneOffset.UTC);
    private static final int SHORT = 12;

    private Words() {}

    /** Actions that have words, sorted. */
    static List<String> actions() {
        return ACTIONS.keySet().stream().sorted().toList();
    }

    /** Statuses, from the good to the open. */
    static List<String> statuses() {
        return List.of(
                AuditEvent.Outcome.OK,
                AuditEvent.Outcome.DENIED,
                AuditEvent.Outcome.FAILED,
                AuditEvent.Outcome.INTERRUPTED,
                INTENT);
    }

    static String action(String code) {
        return ACTIONS.getOrDefault(code, code);
    }

    static String status(String code) {
        return STATUSES.getOrDefault(code, code);
    }

    /** The style class of a status; an unknown one gets none. */
    static String statusClass(String code) {
        return STATUSES.containsKey(code) ? "chip-" + code : "chip-other";
    }

    static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    static String exactly(Instant time) {
        return MICROSECONDS.format(time);
    }

    static String milliseconds(long micros) {
        return String.format(Locale.ROOT, "%,.1f ms", micros / 1000.0);
    }

    /** The beginning of a long name, for lists. */
    static String shortened(String name) {
        return name.length() <= SHORT + 1 ? name : name.substring(0, SHORT) + "…";
    }

    /** Upper case for the first letter of a sentence. */
    static String sentence(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
