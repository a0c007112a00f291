package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.finetune.jobs.Members.Bounds;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.TunedWeights;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One body of a job's creation, being read. */
final class JobRequestReader {
    private static final long LARGEST_SEED = Integer.MAX_VALUE;
    private static final int LONGEST_NAME = 128;
    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Set<String> MEMBERS = Set.of(
            "model", "training_file", "validation_file", "suffix", "seed", "hyperparameters", "method", "metadata");
    private static final Set<String> KNOBS = Set.of(
            "n_epochs",
            "batch_size",
            "learning_rate_multiplier",
            "gradient_accumulation_steps",
            "early_stopping_patience",
            "tuned_weights");
    private static final String KNOBS_MEMBER = "hyperparameters";
    /** OpenAI's own bounds of metadata. */
    private static final int MOST_NOTES = 16;

    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_NOTE = 512;

    private final JsonNode document;
    private final Members members = new Members();

    JobRequestReader(JsonNode document) {
        this.document = document;
    }

    JobRequest request() {
        members.onlyKnown(document, MEMBERS, "");
        JobRequest request = new JobRequest(
                required("model"),
                required("training_file"),
                Members.absent(document.path("validation_file"))
                        ? Optional.empty()
                        : Optional.of(required("validation_file")),
                suffix(),
                seed(),
                knobs(),
                metadata());
        if (!members.errors().isEmpty()) {
            throw JobRequest.refused(members.errors());
        }
        return request;
    }

    private String required(String name) {
        JsonNode value = document.path(name);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > LONGEST_NAME) {
            members.refuse(
                    name, "missing, or no string of 1 to " + LONGEST_NAME + " characters", "give its name or id");
            return "";
        }
        return value.textValue();
    }

    private Optional<String> suffix() {
        JsonNode value = document.path("suffix");
        if (Members.absent(value)) {
            return Optional.empty();
        }
        if (!value.isTextual() || !SUFFIX.matcher(value.textValue()).matches()) {
            members.refuse("suffix", "no name for an adapter", "use 1 to 64 of a-z, 0-9 and inner hyphens");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    private Optional<Long> seed() {
        JsonNode value = document.path("seed");
        if (Members.absent(value)) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > LARGEST_SEED) {
            members.refuse("seed", "no seed", "give a whole number from 0 to " + LARGEST_SEED);
            return Optional.empty();
        }
        return Optional.of(value.longValue());
    }

    /** They stand in the body, as OpenAI once had them, or below {@code method}, as it has them now. */
    private AskedKnobs knobs() {
        Optional<JsonNode> plain = members.object(document, KNOBS_MEMBER, "");
        Optional<JsonNode> nested = members.object(document, "method", "").flatMap(this::supervised);
        if (plain.isPresent() && nested.isPresent() && !plain.equals(nested)) {
            members.refuse(KNOBS_MEMBER, "differ from method's", "give them in one place");
        }
        return nested.map(asked -> knobs(asked, "method.supervised.hyperparameters."))
                .or(() -> plain.map(asked -> knobs(asked, "hyperparameters.")))
                .orElse(AskedKnobs.NONE);
    }

    private Optional<JsonNode> supervised(JsonNode method) {
        members.onlyKnown(method, Set.of("type", "supervised"), "method.");
        if (!method.path("type").asText().equals("supervised")) {
            members.refuse("method.type", "not taken by this service", "use supervised");
        }
        return members.object(method, "supervised", "method.").flatMap(supervised -> {
            members.onlyKnown(supervised, Set.of(KNOBS_MEMBER), "method.supervised.");
            return members.object(supervised, KNOBS_MEMBER, "method.supervised.");
        });
    }

    private AskedKnobs knobs(JsonNode asked, String prefix) {
        members.onlyKnown(asked, KNOBS, prefix);
        return new AskedKnobs(
                whole(asked, "n_epochs", prefix, 1, Hyperparameters.MOST_EPOCHS),
                whole(asked, "batch_size", prefix, 1, Hyperparameters.LARGEST_BATCH),
                members.number(
                        asked,
                        "learning_rate_multiplier",
                        prefix,
                        new Bounds(Hyperparameters.LEAST_MULTIPLIER, Hyperparameters.LARGEST_MULTIPLIER, false)),
                whole(asked, "gradient_accumulation_steps", prefix, 1, Hyperparameters.MOST_ACCUMULATED),
                whole(asked, "early_stopping_patience", prefix, 0, Hyperparameters.MOST_EPOCHS),
                tunedWeights(asked, prefix));
    }

    private Optional<Integer> whole(JsonNode asked, String name, String prefix, int least, int most) {
        return members.number(asked, name, prefix, new Bounds(least, most, true))
                .map(Double::intValue);
    }

    private Optional<TunedWeights> tunedWeights(JsonNode asked, String prefix) {
        JsonNode value = asked.path("tuned_weights");
        if (Members.absent(value)) {
            return Optional.empty();
        }
        for (TunedWeights known : TunedWeights.values()) {
            if (value.isTextual() && value.textValue().equals(known.wireName())) {
                return Optional.of(known);
            }
        }
        members.refuse(prefix + "tuned_weights", "not taken by this service", "use \"lora\" or \"full\"");
        return Optional.empty();
    }

    private SortedMap<String, String> metadata() {
        SortedMap<String, String> notes = new TreeMap<>();
        members.object(document, "metadata", "").ifPresent(object -> {
            if (object.size() > MOST_NOTES) {
                members.refuse("metadata", "more than " + MOST_NOTES + " members", "leave some out");
                return;
            }
            int place = 0;
            for (var member : object.properties()) {
                place++;
                note(place, member.getKey(), member.getValue()).ifPresent(text -> notes.put(member.getKey(), text));
            }
        });
        return notes;
    }

    /** Notes are kept and shown as they are, so they may hold nothing that a row must not. */
    private Optional<String> note(int place, String key, JsonNode value) {
        String name = "metadata, member " + place;
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            members.refuse(name, "its name is blank or longer than " + LONGEST_KEY + " characters", "shorten the name");
        } else if (!value.isTextual() || value.textValue().length() > LONGEST_NOTE) {
            members.refuse(name, "no string of up to " + LONGEST_NOTE + " characters", "write it as a string");
        } else if (!Scanner.standard()
                .mask(key + "\n" + value.textValue())
                .findings()
                .isEmpty()) {
            members.refuse(name, "holds personal data", "leave it out");
        } else {
            return Optional.of(value.textValue());
        }
        return Optional.empty();
    }
}
