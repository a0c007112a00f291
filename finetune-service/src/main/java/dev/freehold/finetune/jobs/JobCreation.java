package dev.freehold.finetune.jobs;

import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.RandomId;
import dev.freehold.finetune.files.FileStore;
import dev.freehold.finetune.files.TrainingFile;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunInputs;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes jobs of requests: finds what they name, by digest, and puts them in the queue. */
@Singleton
class JobCreation {
    private static final int SUFFIX_DIGITS = 6;

    private final TunableBases bases;
    private final FileStore files;
    private final JobStore store;
    private final JobLog log;
    private final Clock clock;

    JobCreation(TunableBases bases, FileStore files, JobStore store, JobLog log, Clock clock) {
        this.bases = bases;
        this.files = files;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** What policy sees of the job: its base, under the label that the adapter will have. */
    Resource resource(Caller caller, JobRequest request) {
        return bases.named(caller.tenant(), request.model())
                .map(base -> resource(caller, base, request))
                .orElseGet(() -> Resource.named("job", "new"));
    }

    private Resource resource(Caller caller, ModelVersion base, JobRequest request) {
        Label label = files.find(caller.tenant(), request.trainingFile())
                .map(file -> base.label().join(file.label()))
                .orElse(base.label());
        return new Resource(
                "job", base.name(), base.digest(), base.state().wireName(), base.licence(), label, base.creator());
    }

    /**
     * Puts a job in the queue.
     *
     * @throws ProblemException if the files or the model are not what can be tuned, or the queue is full
     */
    Job.Queued create(Caller caller, JobRequest request) {
        TrainingFile file = file(caller, "training_file", request.trainingFile());
        Optional<TrainingFile> validation =
                request.validationFile().map(id -> validation(file, file(caller, "validation_file", id)));
        ModelVersion base = bases.tunable(caller.tenant(), request.model(), file.kind());
        Hyperparameters knobs = request.knobs().over(Hyperparameters.defaultsFor(file.kind()));
        SortedMap<String, Digest> rows = new TreeMap<>(Map.of("training_file", file.dataset()));
        validation.ifPresent(measured -> rows.put("validation_file", measured.dataset()));
        bases.check(base, knobs.tunedWeights(), rows);
        String id = RandomId.of("ftjob-");
        RunInputs inputs = new RunInputs(
                caller.tenant(),
                base.digest(),
                file.dataset(),
                validation.map(TrainingFile::dataset).orElse(null),
                request.seed().orElseGet(RandomId::seed),
                knobs);
        JobOrder order = new JobOrder(
                id,
                caller,
                base.name(),
                file.id(),
                request.validationFile().orElse(null),
                request.suffix().orElseGet(() -> adapterName(base, id)),
                inputs,
                request.metadata(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        Job.Queued job = new Job.Queued(order, 0);
        if (!store.add(job)) {
            throw new ProblemException(
                    FinetuneProblems.QUEUE_FULL, JobStore.MOST_QUEUED + " jobs are waiting already.");
        }
        log.say(order, "queued");
        return job;
    }

    private TrainingFile file(Caller caller, String member, String id) {
        return files.find(caller.tenant(), id)
                .orElseThrow(() -> refused(member, "no file of yours has this id", "upload the file, use its id"));
    }

    private static TrainingFile validation(TrainingFile training, TrainingFile validation) {
        if (validation.dataset().equals(training.dataset())) {
            throw refused(
                    "validation_file",
                    "holds the rows that are trained on",
                    "leave it out to have a part of them held out, or name another file");
        }
        if (validation.kind() != training.kind()) {
            throw refused(
                    "validation_file",
                    "holds " + validation.kind().wireName() + " rows, the training file "
                            + training.kind().wireName() + " rows",
                    "name a file of the same kind");
        }
        return validation;
    }

    private static ProblemException refused(String member, String problem, String fix) {
        return JobRequest.refused(List.of(InputError.of(member, problem, fix)));
    }

    private static String adapterName(ModelVersion base, String id) {
        String stem = base.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return stem.substring(0, Math.min(stem.length(), 48)) + "-ft-" + id.substring(id.length() - SUFFIX_DIGITS);
    }
}
