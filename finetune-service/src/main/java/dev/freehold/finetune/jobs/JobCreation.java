package dev.freehold.finetune.jobs;

import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.RandomId;
import dev.freehold.finetune.dataset.RowKind;
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
import java.util.Optional;

/** Makes jobs of requests: finds what they name, by digest, and puts them in the queue. */
@Singleton
class JobCreation {
    private static final int SUFFIX_DIGITS = 6;

    private final ModelCatalogue catalogue;
    private final FileStore files;
    private final JobStore store;
    private final JobLog log;
    private final Clock clock;

    JobCreation(ModelCatalogue catalogue, FileStore files, JobStore store, JobLog log, Clock clock) {
        this.catalogue = catalogue;
        this.files = files;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** What policy sees of the job: its base, under the label that the adapter will have. */
    Resource resource(Caller caller, JobRequest request) {
        if (!(catalogue.resolve(caller.tenant(), request.model()) instanceof Resolution.Resolved resolved)) {
            return Resource.named("job", "new");
        }
        ModelVersion base = resolved.version();
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
        ModelVersion base = base(caller, request, file.kind());
        String id = RandomId.of("ftjob-");
        RunInputs inputs = new RunInputs(
                caller.tenant(),
                base.digest(),
                file.dataset(),
                validation.map(TrainingFile::dataset).orElse(null),
                request.seed().orElseGet(RandomId::seed),
                request.knobs().over(Hyperparameters.defaultsFor(file.kind())));
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

    private ModelVersion base(Caller caller, JobRequest request, RowKind kind) {
        Resolution resolution = catalogue.resolve(caller.tenant(), request.model());
        if (resolution instanceof Resolution.Unavailable unavailable) {
            throw new ProblemException(FinetuneProblems.REGISTRY_UNAVAILABLE, unavailable.reason());
        }
        if (!(resolution instanceof Resolution.Resolved resolved)) {
            throw new ProblemException(FinetuneProblems.MODEL_NOT_TUNABLE, "No model has this name.");
        }
        ModelVersion base = resolved.version();
        fault(base, kind).ifPresent(sentence -> {
            throw new ProblemException(FinetuneProblems.MODEL_NOT_TUNABLE, sentence);
        });
        return base;
    }

    private static Optional<String> fault(ModelVersion base, RowKind kind) {
        if (base.kind() != ModelKind.BASE) {
            return Optional.of(base.name() + " is an adapter, not a base model.");
        }
        if (base.state() != ModelState.APPROVED) {
            return Optional.of(base.name() + " is " + base.state().wireName() + ", not approved.");
        }
        return base.tasks().contains(kind.task())
                ? Optional.empty()
                : Optional.of("The training file holds " + kind.wireName() + " rows, which need a base with the task "
                        + kind.task() + "; " + base.name() + " has " + String.join(", ", base.tasks()) + ".");
    }

    private static String adapterName(ModelVersion base, String id) {
        String stem = base.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return stem.substring(0, Math.min(stem.length(), 48)) + "-ft-" + id.substring(id.length() - SUFFIX_DIGITS);
    }
}
