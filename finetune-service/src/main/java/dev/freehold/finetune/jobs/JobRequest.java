package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.problem.FinetuneProblems;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The body of a job's creation, as OpenAI shapes it.
 *
 * @param validationFile whose rows are measured on, in the place of a held-out part of the training file's
 * @param suffix name of the resulting adapter, if one is asked for
 * @param seed if one is asked for
 * @param knobs hyperparameters that are asked for
 * @param metadata the caller's own notes, given back with the job
 */
record JobRequest(
        String model,
        String trainingFile,
        Optional<String> validationFile,
        Optional<String> suffix,
        Optional<Long> seed,
        AskedKnobs knobs,
        SortedMap<String, String> metadata) {
    JobRequest {
        metadata = new TreeMap<>(metadata);
    }

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
        return new JobRequestReader(document).request();
    }

    static ProblemException refused(List<InputError> errors) {
        return refused(errors, errors.size());
    }

    /**
     * @param errors the first ones
     * @param total how many there are
     */
    static ProblemException refused(List<InputError> errors, long total) {
        return new ProblemException(Problem.ofInput(FinetuneProblems.JOB_REFUSED, errors, total));
    }
}
