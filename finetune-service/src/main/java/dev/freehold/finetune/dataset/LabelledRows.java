package dev.freehold.finetune.dataset;

import static dev.freehold.finetune.dataset.IntakeLimits.FEWEST_LABELS;
import static dev.freehold.finetune.dataset.IntakeLimits.FEWEST_ROWS_A_LABEL;
import static dev.freehold.finetune.dataset.IntakeLimits.LABEL_CHARACTERS;
import static dev.freehold.finetune.dataset.IntakeLimits.MOST_LABELS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Masked;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes classification rows in. */
final class LabelledRows implements RowTaker {
    static final String SHAPE = "{\"text\": \"...\", \"label\": \"...\"}";
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.:/+-]{0,63}");

    private final ErrorList errors;
    private final TextRule rule;
    private final Mask mask;
    private final Set<LabelledText> rows = new LinkedHashSet<>();
    private final Map<String, Integer> labels = new TreeMap<>();
    private int duplicates;

    LabelledRows(ErrorList errors, Mask mask) {
        this.errors = errors;
        this.rule = new TextRule(errors);
        this.mask = mask;
    }

    @Override
    public int lineBytes() {
        return IntakeLimits.LINE_BYTES;
    }

    @Override
    public void take(int number, JsonNode row) {
        if (row.has(ChatRows.MESSAGES)) {
            errors.add(InputError.at(
                    number, "row", "a chat row among classification rows", "put each kind into a file of its own"));
            return;
        }
        boolean alone = onlyTextAndLabel(number, row);
        Optional<String> text =
                rule.string(number, row, "text", "text", SHAPE).filter(value -> rule.good(number, "text", value));
        Optional<String> label =
                rule.string(number, row, "label", "label", SHAPE).filter(value -> goodLabel(number, value));
        label.filter(value -> !labels.containsKey(value)).ifPresent(value -> refusePersonalData(number, value));
        boolean duplicate =
                alone && text.isPresent() && label.isPresent() && !keep(text.orElseThrow(), label.orElseThrow());
        if (!duplicate) {
            // Rows with a bad text still count for their label: one fault is told once.
            label.ifPresent(value -> labels.merge(value, 1, Integer::sum));
        }
    }

    private boolean keep(String text, String label) {
        Masked masked = mask.over(text);
        // Compared after masking: two rows that differ in a masked name alone would leak across the split too.
        if (!rows.add(new LabelledText(masked.text(), label))) {
            duplicates++;
            return false;
        }
        mask.count(masked.findings());
        return true;
    }

    /** A member that nobody reads could carry personal data past the mask, and says that the file is of another kind. */
    private boolean onlyTextAndLabel(int number, JsonNode row) {
        int place = 0;
        boolean alone = true;
        for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            place++;
            if (!name.equals("text") && !name.equals("label")) {
                errors.add(InputError.at(
                        number, "member " + place, "a row has text and label, nothing else", "remove the member"));
                alone = false;
            }
        }
        return alone;
    }

    private boolean goodLabel(int number, String label) {
        if (LABEL.matcher(label).matches()) {
            return true;
        }
        errors.add(InputError.at(
                number,
                "label",
                label.isBlank() ? "blank" : "not a class name",
                "use 1 to " + LABEL_CHARACTERS + " letters, digits, spaces and _ . : / + - after a letter or digit"));
        return false;
    }

    private void refusePersonalData(int number, String label) {
        List<Finding> found = mask.over(label).findings();
        if (!found.isEmpty()) {
            errors.add(InputError.at(
                    number, "label", "holds personal data: " + found.get(0).type(), "name the class otherwise"));
        }
    }

    @Override
    public void end() {
        if (labels.size() < FEWEST_LABELS || labels.size() > MOST_LABELS) {
            errors.add(InputError.of(
                    "label",
                    labels.size() + " different labels",
                    "give " + FEWEST_LABELS + " to " + MOST_LABELS + " different labels"));
            return;
        }
        labels.forEach((label, count) -> {
            if (count < FEWEST_ROWS_A_LABEL) {
                errors.add(InputError.of(
                        "label",
                        "label " + mask.over(label).text() + " has " + count + " different rows",
                        "give it at least " + FEWEST_ROWS_A_LABEL + " or leave the label out"));
            }
        });
    }

    @Override
    public Rows rows() {
        return new Rows.Classification(List.copyOf(rows));
    }

    @Override
    public int duplicates() {
        return duplicates;
    }
}
