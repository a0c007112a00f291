package dev.freehold.registry.importing;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.files.Folders;
import dev.freehold.registry.problem.RegistryProblems;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs one import at a time and lets four wait; a sixth is refused before its first byte. */
@Singleton
class ImportQueue {
    private static final System.Logger LOG = System.getLogger(ImportQueue.class.getName());
    private static final int WAITING = 4;
    private final ImportPipeline pipeline;
    private final ImportRecords records;
    private final Path imports;
    private final Semaphore places = new Semaphore(1 + WAITING);
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1 + WAITING), task -> {
                Thread thread = new Thread(task, "registry-import");
                thread.setDaemon(true);
                return thread;
            });

    ImportQueue(ImportPipeline pipeline, ImportRecords records, @ConfigProperty(name = "freehold.home") Path home) {
        this.pipeline = pipeline;
        this.records = records;
        this.imports = home.resolve("imports");
    }

    void start(@Observes StartupEvent event) throws IOException {
        Folders.delete(imports);
        records.failInterrupted();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.shutdownNow();
    }

    /**
     * Takes a place, to be given back by {@link #leave} or by the end of the import.
     *
     * @return folder of this import alone
     */
    Path enter(UUID id) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    RegistryProblems.BUSY, "one import runs and " + WAITING + " wait; that is the most there can be");
        }
        return imports.resolve(id.toString());
    }

    /** Gives a place back and removes what was received. */
    void leave(Path folder) {
        places.release();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove " + folder + "; the next start does", e);
        }
    }

    /** Puts a received archive in line. */
    void submit(ImportOrder order) {
        worker.execute(() -> run(order));
    }

    private void run(ImportOrder order) {
        long began = System.nanoTime();
        try {
            pipeline.run(order);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            LOG.log(System.Logger.Level.INFO, "import {0} of {1} took {2} ms", order.id(), order.name(), millis);
        } catch (ProblemException e) {
            records.failed(order.id(), e.problem().code() + ": " + e.problem().detail());
        } catch (RuntimeException | Error e) {
            // Last stop of the thread: whatever it was, the import ends and says where to look.
            LOG.log(System.Logger.Level.ERROR, "import " + order.id() + " failed", e);
            records.failed(
                    order.id(), "INTERNAL: something went wrong on our side; the log has it under this import's id");
        } finally {
            leave(order.folder());
        }
    }
}
