package dev.freehold.registry.importing.engine;

import dev.freehold.engine.worker.DecoderTrial;
import dev.freehold.registry.importing.ModelTrial;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** Tries models out in a worker JVM of the engine. */
@ApplicationScoped
class EngineTrial implements ModelTrial {
    private final OneTimeWorker worker;

    EngineTrial(OneTimeWorker worker) {
        this.worker = worker;
    }

    @Override
    public Figures run(Path folder, boolean chat) {
        DecoderTrial trial =
                worker.answer(RegistryProblems.NOT_VETTED, "trial", running -> running.tryDecoder(folder, chat));
        return new Figures(trial.vocabulary(), trial.largestId(), trial.promptTokens());
    }
}
