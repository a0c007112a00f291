package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.run.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;

/**
 * The body of a job's creation, as OpenAI shapes it.
 *
 * @param suffix name of the resulting adapter, if one is asked for
 * @param seed if one is asked for
 */
record JobRequest(
        String model,
        String trainingFile,
        Optional<String> suffix,
        Optional<Long> seed,
        Hyperparameters hyperparameters) {
    private static final long LARGEST_SEED = Integer.MAX_VALUE;
    private static final int LONGEST_NAME = 128;
    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Set<String> MEMBERS = Set.of("model", "training_file", "suffix", "seed", "hyperparameters");
    private static final Set<String> KNOBS = Set.of("n_epochs", "batch_size", "learning_rate_multiplier");

    /**
     * Reads a body.
     *
     * @throws ProblemException naming every error
     */
    static JobRequest read(byte[] body) {
        JsonNode document;
        try {
            document = Json.read(body, JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw refused(List.of(InputError.of("body", "not JSON", "send one JSON object")));
        }
        if (!document.isObject()) {
            throw refused(List.of(InputError.of("body", "no JSON object", "send one JSON object")));
        }
        return new Reading(document).request();
    }

    private static ProblemException refused(List<InputError> errors) {
        return new ProblemException(Problem.ofInput(FinetuneProblems.JOB_REFUSED, errors, errors.size()));
    }

    /** One body, and what is wrong with it. */
    private static final class Reading {
        private final JsonNode document;
        private final List<InputError> errors = new ArrayList<>();

        Reading(JsonNode document) {
            this.document = document;
        }

        JobRequest request() {
            known(document, MEMBERS, "");
            String model = required("model");
            String file = required("training_file");
            Optional<String> suffix = suffix();
            Optional<Long> seed = seed();
            Hyperparameters hyperparameters = hyperparameters();
            if (!errors.isEmpty()) {
                throw refused(errors);
            }
            return new JobRequest(model, file, suffix, seed, hyperparameters);
        }

        private void known(JsonNode object, Set<String> names, String prefix) {
            int place = 0;
            for (var member : object.properties()) {
                place++;
                if (!names.contains(member.getKey()) && !member.getValue().isNull()) {
                    String name = member.getKey().matches("[a-z_]{1,40}") ? member.getKey() : "member " + place;
                    errors.add(InputError.of(
                            prefix + name, "not taken by this service", "leave it out; taken: " + sorted(names)));
                }
            }
        }

        private String required(String name) {
            JsonNode value = document.path(name);
            if (!value.isTextual()
                    || value.textValue().isBlank()
                    || value.textValue().length() > LONGEST_NAME) {
                errors.add(InputError.of(
                        name, "missing, or no string of 1 to " + LONGEST_NAME + " characters", "give its name or id"));
                return "";
            }
            return value.textValue();
        }

        private Optional<String> suffix() {
            JsonNode value = document.path("suffix");
            if (absent(value)) {
                return Optional.empty();
            }
            if (!value.isTextual() || !SUFFIX.matcher(value.textValue()).matches()) {
                errors.add(
                        InputError.of("suffix", "no name for an adapter", "use 1 to 64 of a-z, 0-9 and inner hyphens"));
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        }

        private Optional<Long> seed() {
            JsonNode value = document.path("seed");
            if (absent(value)) {
                return Optional.empty();
            }
            if (!value.isIntegralNumber()
                    || !value.canConvertToLong()
                    || value.longValue() < 0
                    || value.longValue() > LARGEST_SEED) {
                errors.add(InputError.of("seed", "no seed", "give a whole number from 0 to " + LARGEST_SEED));
                return Optional.empty();
            }
            return Optional.of(value.longValue());
        }

        private Hyperparameters hyperparameters() {
            JsonNode asked = document.path("hyperparameters");
            Hyperparameters defaults = Hyperparameters.DEFAULTS;
            if (absent(asked)) {
                return defaults;
            }
            if (!asked.isObject()) {
                errors.add(InputError.of("hyperparameters", "no JSON object", "send an object with " + sorted(KNOBS)));
                return defaults;
            }
            known(asked, KNOBS, "hyperparameters.");
            return new Hyperparameters(
                    (int) number(asked, "n_epochs", defaults.nEpochs(), 1, Hyperparameters.MOST_EPOCHS, true),
                    (int) number(asked, "batch_size", defaults.batchSize(), 1, Hyperparameters.LARGEST_BATCH, true),
                    number(
                            asked,
                            "learning_rate_multiplier",
                            defaults.learningRateMultiplier(),
                            Hyperparameters.LEAST_MULTIPLIER,
                            Hyperparameters.LARGEST_MULTIPLIER,
                            false));
        }

        /** OpenAI lets each knob be the string {@code auto}: the default. */
        private double number(JsonNode knobs, String name, double automatic, double least, double most, boolean whole) {
            JsonNode value = knobs.path(name);
            if (absent(value) || (value.isTextual() && value.textValue().equals("auto"))) {
                return automatic;
            }
            DoublePredicate within = number -> number >= least && number <= most;
            if (!value.isNumber() || (whole && !value.isIntegralNumber()) || !within.test(value.doubleValue())) {
                String bounds = whole ? (long) least + " to " + (long) most : least + " to " + most;
                errors.add(InputError.of(
                        "hyperparameters." + name,
                        "out of bounds",
                        "give a " + (whole ? "whole number" : "number") + " from " + bounds + ", or \"auto\""));
                return automatic;
            }
            return value.doubleValue();
        }

        private static boolean absent(JsonNode value) {
            return value.isMissingNode() || value.isNull();
        }

        private static String sorted(Set<String> names) {
            return String.join(", ", names.stream().sorted().toList());
        }
    }
}
