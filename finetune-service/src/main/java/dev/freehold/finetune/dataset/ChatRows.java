package dev.freehold.finetune.dataset;

import static dev.freehold.finetune.dataset.IntakeLimits.CONVERSATION_CHARACTERS;
import static dev.freehold.finetune.dataset.IntakeLimits.FEWEST_CONVERSATIONS;
import static dev.freehold.finetune.dataset.IntakeLimits.MOST_TURNS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Masked;
import dev.freehold.finetune.dataset.Conversation.Turn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes chat rows in. */
final class ChatRows implements RowTaker {
    static final String MESSAGES = "messages";
    static final String SHAPE =
            "{\"messages\": [{\"role\": \"user\", \"content\": \"...\"}, {\"role\": \"assistant\", \"content\": \"...\"}]}";
    private static final String TURN = "{\"role\": \"...\", \"content\": \"...\"}";
    private static final Set<String> ROLES = Set.of(Turn.SYSTEM, Turn.USER, Turn.ASSISTANT);

    private final ErrorList errors;
    private final TextRule rule;
    private final Mask mask;
    private final Set<Conversation> rows = new LinkedHashSet<>();
    private int duplicates;
    private int taken;

    ChatRows(ErrorList errors, Mask mask) {
        this.errors = errors;
        this.rule = new TextRule(errors);
        this.mask = mask;
    }

    @Override
    public int lineBytes() {
        return IntakeLimits.CHAT_LINE_BYTES;
    }

    @Override
    public void take(int number, JsonNode row) {
        taken++;
        JsonNode messages = row.path(MESSAGES);
        if (!messages.isArray()) {
            boolean other = row.has("text") || row.has("label");
            errors.add(InputError.at(
                    number,
                    other ? "row" : MESSAGES,
                    other ? "a classification row among chat rows" : "missing, or no list",
                    other ? "put each kind into a file of its own" : "write " + SHAPE + " on one line"));
            return;
        }
        boolean alone = onlyMembers(number, row, Set.of(MESSAGES), "member ", "a chat row has messages, nothing else");
        if (messages.isEmpty() || messages.size() > MOST_TURNS) {
            errors.add(InputError.at(
                    number, MESSAGES, messages.size() + " turns", "give 2 to " + MOST_TURNS + ", or split the row"));
            return;
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            turn(number, MESSAGES + "[" + i + "]", messages.get(i)).ifPresent(turns::add);
        }
        // The order says something only once every turn has a role.
        if (turns.size() == messages.size() && goodOrder(number, turns) && goodLength(number, turns) && alone) {
            keep(turns);
        }
    }

    private Optional<Turn> turn(int number, String field, JsonNode turn) {
        if (!turn.isObject()) {
            errors.add(InputError.at(number, field, "no JSON object", "write " + TURN));
            return Optional.empty();
        }
        boolean alone = onlyMembers(
                number,
                turn,
                Set.of("role", "content"),
                field + ", member ",
                "a turn has role and content, nothing else");
        Optional<String> role = rule.string(number, turn, "role", field + ".role", TURN)
                .filter(value -> goodRole(number, field, value));
        Optional<String> content = rule.string(number, turn, "content", field + ".content", TURN)
                .filter(value -> rule.good(number, field + ".content", value));
        return alone && role.isPresent() && content.isPresent()
                ? Optional.of(new Turn(role.orElseThrow(), content.orElseThrow()))
                : Optional.empty();
    }

    private boolean goodRole(int number, String field, String role) {
        if (!ROLES.contains(role)) {
            errors.add(InputError.at(number, field + ".role", "no role", "use system, user or assistant"));
        }
        return ROLES.contains(role);
    }

    /** A member that nobody reads could carry personal data past the mask. */
    private boolean onlyMembers(int number, JsonNode object, Set<String> known, String prefix, String problem) {
        int place = 0;
        boolean alone = true;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            place++;
            if (!known.contains(names.next())) {
                errors.add(InputError.at(number, prefix + place, problem, "remove the member"));
                alone = false;
            }
        }
        return alone;
    }

    /** Chat templates of most models take one system turn, then user and assistant in turns. */
    private boolean goodOrder(int number, List<Turn> turns) {
        int first = turns.get(0).role().equals(Turn.SYSTEM) ? 1 : 0;
        for (int i = first; i < turns.size(); i++) {
            String expected = (i - first) % 2 == 0 ? Turn.USER : Turn.ASSISTANT;
            if (!turns.get(i).role().equals(expected)) {
                errors.add(InputError.at(
                        number,
                        MESSAGES + "[" + i + "].role",
                        turns.get(i).role() + " where " + expected + " must speak",
                        "after at most one system turn, let user and assistant take turns, user first"));
                return false;
            }
        }
        if (!turns.get(turns.size() - 1).role().equals(Turn.ASSISTANT)) {
            errors.add(InputError.at(
                    number,
                    MESSAGES,
                    "does not end with an assistant's turn",
                    "end with the answer that is to be learned"));
            return false;
        }
        return true;
    }

    private boolean goodLength(int number, List<Turn> turns) {
        int all = turns.stream().mapToInt(turn -> turn.content().length()).sum();
        if (all > CONVERSATION_CHARACTERS) {
            errors.add(InputError.at(
                    number,
                    MESSAGES,
                    all + " characters, more than " + CONVERSATION_CHARACTERS,
                    "shorten it or split the row"));
        }
        return all <= CONVERSATION_CHARACTERS;
    }

    private void keep(List<Turn> turns) {
        List<Finding> found = new ArrayList<>();
        List<Turn> masked = new ArrayList<>();
        for (Turn turn : turns) {
            Masked content = mask.over(turn.content());
            found.addAll(content.findings());
            masked.add(new Turn(turn.role(), content.text()));
        }
        if (rows.add(new Conversation(masked))) {
            mask.count(found);
        } else {
            duplicates++;
        }
    }

    @Override
    public void end() {
        // Rows with errors count: their own fault is told already.
        int different = taken - duplicates;
        if (different < FEWEST_CONVERSATIONS) {
            errors.add(InputError.of(
                    "file", different + " different rows", "give at least " + FEWEST_CONVERSATIONS + " chat rows"));
        }
    }

    @Override
    public Rows rows() {
        return new Rows.Chat(List.copyOf(rows));
    }

    @Override
    public int duplicates() {
        return duplicates;
    }
}
