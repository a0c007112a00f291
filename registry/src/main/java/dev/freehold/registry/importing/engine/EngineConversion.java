package dev.freehold.registry.importing.engine;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.engine.worker.ConversionReport;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.registry.importing.ModelConversion;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Converts in a worker JVM that lives for one conversion.
 *
 * <p>The file comes from outside and is read by native code: what it brings down is the worker and not the registry.
 */
@ApplicationScoped
class EngineConversion implements ModelConversion {
    private final Path cache;
    private volatile @Nullable EngineWorker running;

    EngineConversion(@ConfigProperty(name = "freehold.home") Path home) {
        this.cache = home.resolve("cache").resolve("engine");
    }

    @Override
    public Figures convert(Path onnx, Path tokenizer, Path target, List<String> sentences) {
        try (EngineWorker worker = EngineWorker.start(WorkerSettings.defaults(cache))) {
            running = worker;
            ConversionReport report = worker.convertOnnx(onnx, tokenizer, target, sentences);
            return new Figures(
                    report.minimumCosine(), report.sentences(), report.parameters(), report.layers(), report.hidden());
        } catch (WorkerFailed e) {
            ProblemException problem = new ProblemException(
                    RegistryProblems.CONVERSION,
                    switch (e.reason()) {
                        case REFUSED -> String.valueOf(e.getMessage());
                        case START -> "the conversion worker could not be started: " + e.getMessage();
                        case CRASHED -> "the conversion worker died: " + e.getMessage();
                        case TIMED_OUT -> "the conversion took too long and was ended";
                    });
            problem.initCause(e);
            throw problem;
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
