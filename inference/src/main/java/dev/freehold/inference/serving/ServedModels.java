package dev.freehold.inference.serving;

import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.inference.worker.ModelFolders;
import dev.freehold.inference.worker.ModelWorker;
import dev.freehold.inference.worker.SupervisedWorker;
import dev.freehold.inference.worker.UnservableModel;
import dev.freehold.inference.worker.WorkerLost;
import dev.freehold.inference.worker.WorkerRefused;
import dev.freehold.inference.worker.WorkerState;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Answers for registered model versions, each loaded once by its digest into one supervised worker. */
@ApplicationScoped
public class ServedModels implements InferenceUpstream {
    private static final System.Logger LOG = System.getLogger(ServedModels.class.getName());
    private static final String EMBEDDINGS = "embeddings";
    private static final String CLASSIFY = "classify";
    private static final String CHAT = "chat";
    private static final String COMPLETIONS = "completions";
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private final ModelArtifacts artifacts;
    private final SupervisedWorker worker;
    private final CallLine line;
    private final ServingSettings settings;

    ServedModels(ModelArtifacts artifacts, ModelWorker.Source workers, ServingSettings settings, Clock clock) {
        this.artifacts = artifacts;
        this.settings = settings;
        this.worker = new SupervisedWorker(workers, settings.maxLoaded(), clock);
        this.line = new CallLine(settings.waiting(), settings.patience());
    }

    void start(@Observes Startup started) {
        Duration look = settings.idle().dividedBy(4);
        line.between(() -> worker.stopIfIdle(settings.idle()), look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look);
        if (settings.warm()) {
            line.once(this::warm);
        }
    }

    @Override
    public InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs) {
        return ask(model, EMBEDDINGS, line::call, (running, handle) -> {
            ModelWorker.Vectors vectors = running.embed(handle, inputs);
            return new InferenceResult.Answered<>(vectors.rows(), vectors.promptTokens());
        });
    }

    @Override
    public InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs) {
        return ask(model, CLASSIFY, line::call, (running, handle) -> {
            ModelWorker.Classes classes = running.classify(handle, inputs);
            List<Classification> rows = classes.rows().stream()
                    .map(row -> Probabilities.of(classes.labels(), row))
                    .toList();
            return new InferenceResult.Answered<>(rows, classes.promptTokens());
        });
    }

    @Override
    public InferenceResult<Generated> generate(ModelVersion model, GenerationRequest request, TextSink sink) {
        boolean chat = request.prompt() instanceof GenerationRequest.Prompt.Chat;
        Pieces pieces = new Pieces();
        SupervisedWorker.Question<InferenceResult<Generated>> question = (running, handle) -> {
            ModelWorker.Written written = running.generate(handle, request, pieces::take);
            return new InferenceResult.Answered<>(written.generated(), written.promptTokens());
        };
        Standing<Generated> standing = call -> {
            try {
                return line.call(pieces.endedBy(call), () -> pieces.tell(sink, settings.patience()));
            } finally {
                pieces.leave();
            }
        };
        return ask(model, chat ? CHAT : COMPLETIONS, standing, question);
    }

    WorkerState state() {
        return worker.state();
    }

    int placesLeft() {
        return line.placesLeft();
    }

    @PreDestroy
    void close() {
        // The worker first: that ends the call that the line is busy with.
        worker.close();
        line.close();
    }

    /** A way to stand in line. */
    private interface Standing<T> {
        InferenceResult<T> stand(Callable<InferenceResult<T>> call) throws CallLine.NoAnswer, ExecutionException;
    }

    private <T> InferenceResult<T> ask(
            ModelVersion model,
            String task,
            Standing<T> standing,
            SupervisedWorker.Question<InferenceResult<T>> question) {
        if (!model.tasks().contains(task)) {
            return new InferenceResult.Rejected<>("Model " + model.name() + " answers "
                    + String.join(", ", model.tasks()) + " and not " + task + ".");
        }
        String handle = model.tenant() + "/" + model.digest().hex();
        try {
            return standing.stand(() -> worker.ask(handle, () -> folders(model), question));
        } catch (CallLine.NoAnswer e) {
            return new InferenceResult.Unavailable<>(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return resultOf(cause == null ? e : cause, model);
        }
    }

    private static <T> InferenceResult<T> resultOf(Throwable failure, ModelVersion model) {
        if (failure instanceof WorkerRefused) {
            return new InferenceResult.Rejected<>(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof UnservableModel) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "model {0} {1} cannot be served: {2}",
                    model.name(),
                    model.digest(),
                    failure.getMessage());
            return new InferenceResult.Unavailable<>("the model cannot be loaded");
        }
        if (failure instanceof WorkerLost) {
            return new InferenceResult.Unavailable<>(String.valueOf(failure.getMessage()));
        }
        // Only the kind: the message of a bug could quote an input.
        return new InferenceResult.Unavailable<>(
                "the call broke with " + failure.getClass().getName());
    }

    private ModelFolders folders(ModelVersion model) throws IOException {
        Lineage lineage = model.lineage();
        Path own = artifacts.model(model.tenant(), model.digest());
        // Whole weights that were tuned have a lineage too, and stand alone.
        return model.kind() == ModelKind.BASE || lineage == null
                ? new ModelFolders(own, null)
                : new ModelFolders(artifacts.model(model.tenant(), lineage.base()), own);
    }

    private void warm() {
        try {
            worker.warm();
        } catch (WorkerLost e) {
            LOG.log(System.Logger.Level.WARNING, "the worker could not be warmed: {0}", e.getMessage());
        }
    }
}
