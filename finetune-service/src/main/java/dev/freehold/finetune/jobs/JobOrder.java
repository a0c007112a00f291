package dev.freehold.finetune.jobs;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.finetune.run.RunInputs;
import java.time.Instant;

/**
 * What was asked for, once checked; never changes.
 *
 * @param id {@code ftjob-} and 24 hex digits
 * @param caller who asked, and in whose name the adapter is registered
 * @param model name of the base when the job was made; the inputs hold its digest
 * @param trainingFile id of the uploaded file
 * @param adapterName name that the adapter is registered under
 */
record JobOrder(
        String id,
        Caller caller,
        String model,
        String trainingFile,
        String adapterName,
        RunInputs inputs,
        Instant created) {}
