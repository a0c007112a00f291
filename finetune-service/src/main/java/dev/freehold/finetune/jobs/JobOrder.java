package dev.freehold.finetune.jobs;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.finetune.run.RunInputs;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, once checked; never changes.
 *
 * @param id {@code ftjob-} and 24 hex digits
 * @param caller who asked, and in whose name the adapter is registered
 * @param model name of the base when the job was made; the inputs hold its digest
 * @param trainingFile id of the uploaded file
 * @param validationFile id of the file that is measured on; absent where a part of the training file is
 * @param adapterName name that the adapter is registered under
 * @param metadata the caller's own notes; absent on jobs of before they were kept
 */
record JobOrder(
        String id,
        Caller caller,
        String model,
        String trainingFile,
        @Nullable String validationFile,
        String adapterName,
        RunInputs inputs,
        @Nullable SortedMap<String, String> metadata,
        Instant created) {
    JobOrder {
        metadata = metadata == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }
}
