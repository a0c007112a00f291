package dev.freehold.engine.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running worker JVM, seen from the JVM that started it. Thread-safe: calls are taken one after the other. */
public final class EngineWorker implements AutoCloseable {
    private EngineWorker() {}

    public static EngineWorker start(WorkerSettings settings) throws WorkerFailed {
        return notYet(EngineWorker.class);
    }

    public Isolation isolation() {
        return Isolation.NONE;
    }

    public ConversionReport convertOnnx(Path onnx, Path tokenizerJson, Path targetFolder, List<String> paritySentences)
            throws WorkerFailed {
        return notYet(ConversionReport.class);
    }

    public void load(String handle, Path baseFolder, @Nullable Path adapterFolder) throws WorkerFailed {
        notYet(Void.class);
    }

    public Embedded embed(String handle, List<String> texts) throws WorkerFailed {
        return notYet(Embedded.class);
    }

    public Classified classify(String handle, List<String> texts) throws WorkerFailed {
        return notYet(Classified.class);
    }

    public TuningReport tune(TuningRequest request, Consumer<TuningProgress> progress) throws WorkerFailed {
        return notYet(TuningReport.class);
    }

    private static <T> T notYet(Class<T> wanted) throws WorkerFailed {
        throw new WorkerFailed(WorkerFailed.Reason.START, "not built yet: " + wanted.getSimpleName());
    }

    public boolean alive() {
        return false;
    }

    @Override
    public void close() {}
}
