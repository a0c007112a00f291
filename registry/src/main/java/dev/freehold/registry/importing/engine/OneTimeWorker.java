package dev.freehold.registry.importing.engine;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.engine.worker.WorkerSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * A worker JVM that lives for one question.
 *
 * <p>What it is asked about comes from outside and is read by native code: what that brings down is the worker and not the
 * registry.
 */
@ApplicationScoped
class OneTimeWorker {
    private final Path cache;
    private volatile @Nullable EngineWorker running;

    OneTimeWorker(@ConfigProperty(name = "freehold.home") Path home) {
        this.cache = home.resolve("cache").resolve("engine");
    }

    /** What a worker is asked. */
    interface Question<T> {
        T ask(EngineWorker worker) throws WorkerFailed;
    }

    /**
     * Starts a worker, asks it, and ends it.
     *
     * @param problem that it is where there is no answer
     * @param what is being done, such as {@code conversion}
     */
    <T> T answer(ProblemType problem, String what, Question<T> question) {
        try (EngineWorker worker = EngineWorker.start(WorkerSettings.defaults(cache))) {
            running = worker;
            return question.ask(worker);
        } catch (WorkerFailed e) {
            ProblemException told = new ProblemException(
                    problem,
                    switch (e.reason()) {
                        case REFUSED -> String.valueOf(e.getMessage());
                        case START -> "the worker of the " + what + " could not be started: " + e.getMessage();
                        case CRASHED -> "the worker of the " + what + " died: " + e.getMessage();
                        case TIMED_OUT -> "the " + what + " took too long and was ended";
                    });
            told.initCause(e);
            throw told;
        } finally {
            running = null;
        }
    }

    /** The registry stops: its worker does not outlive it. */
    @PreDestroy
    void stop() {
        EngineWorker worker = running;
        if (worker != null) {
            worker.close();
        }
    }
}
