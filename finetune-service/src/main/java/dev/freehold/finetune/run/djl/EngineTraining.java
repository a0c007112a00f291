package dev.freehold.finetune.run.djl;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.chat.SpecialTokens;
import dev.freehold.engine.weights.ModelWeights;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.run.BaseTraits;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.TrainingEngine;
import dev.freehold.finetune.run.TrainingSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Training in the engine: each session is a worker JVM of its own, network denied where the machine allows that. */
public final class EngineTraining implements TrainingEngine {
    private final WorkerSettings settings;

    public EngineTraining(WorkerSettings settings) {
        this.settings = settings;
    }

    @Override
    public TrainingSession open() throws RunBroken {
        try {
            return new EngineSession(EngineWorker.start(settings), settings.threads());
        } catch (WorkerFailed e) {
            throw EngineSession.broken("start", e);
        }
    }

    @Override
    public BaseTraits traits(Path base) throws IOException {
        try (ModelWeights weights = ModelWeights.open(base)) {
            long count = weights.names().stream()
                    .mapToLong(name -> weights.entry(name).elements())
                    .sum();
            return new BaseTraits(count, SpecialTokens.of(base)::in);
        } catch (Refusal e) {
            throw new IOException("the base in " + base.getFileName() + " cannot be read", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
