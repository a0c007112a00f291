package dev.freehold.registry.importing.engine;

import dev.freehold.engine.worker.ConversionReport;
import dev.freehold.registry.importing.ModelConversion;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;

/** Converts in a worker JVM of the engine. */
@ApplicationScoped
class EngineConversion implements ModelConversion {
    private final OneTimeWorker worker;

    EngineConversion(OneTimeWorker worker) {
        this.worker = worker;
    }

    @Override
    public Figures convert(Path onnx, Path tokenizer, Path target, List<String> sentences) {
        ConversionReport report = worker.answer(
                RegistryProblems.CONVERSION,
                "conversion",
                running -> running.convertOnnx(onnx, tokenizer, target, sentences));
        return new Figures(
                report.minimumCosine(), report.sentences(), report.parameters(), report.layers(), report.hidden());
    }
}
