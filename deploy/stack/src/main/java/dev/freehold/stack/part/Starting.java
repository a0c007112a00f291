package dev.freehold.stack.part;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.process.Daemon;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts that do not run, each once those that it needs are ready, as many at a time as that allows. What runs
 * already is left as it is.
 */
public final class Starting {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofSeconds(20);

    private final StackFolder folder;
    private final List<Part> parts;
    private final Consumer<String> progress;
    private final Map<String, CompletableFuture<Void>> ready = new HashMap<>();

    /**
     * @param progress is told one line for each part that is ready
     */
    public Starting(StackFolder folder, List<Part> parts, Consumer<String> progress) {
        this.folder = folder;
        this.parts = parts;
        this.progress = progress;
    }

    /**
     * Returns once all parts are ready.
     *
     * @throws ServerFailed names the first part that did not become ready, and why; the others stay as they are
     */
    public void run() throws IOException {
        refuseTakenPorts();
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<CompletableFuture<Void>> chains = new ArrayList<>();
            parts.forEach(part -> ready.put(part.name(), new CompletableFuture<>()));
            for (Part part : parts) {
                CompletableFuture<Void> mine = Objects.requireNonNull(ready.get(part.name()));
                CompletableFuture<?>[] needed =
                        part.after().stream().map(ready::get).toArray(CompletableFuture<?>[]::new);
                chains.add(CompletableFuture.allOf(needed)
                        .thenRunAsync(() -> start(part), threads)
                        .whenComplete((done, failure) -> finish(mine, failure)));
            }
            CompletableFuture.allOf(chains.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw cause(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void finish(CompletableFuture<Void> mine, @Nullable Throwable failure) {
        if (failure == null) {
            mine.complete(null);
        } else {
            mine.completeExceptionally(failure);
        }
    }

    private static RuntimeException cause(CompletionException e) {
        Throwable cause = e;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException own ? own : new ServerFailed(String.valueOf(cause), cause);
    }

    private void start(Part part) {
        Instant began = Instant.now();
        try {
            Optional<Daemon> running = Daemon.read(folder.pid(part.name())).filter(Daemon::alive);
            Daemon daemon = running.isPresent() ? running.get() : launch(part);
            await(part, daemon, Instant.now());
            settle(part);
            if (running.isEmpty()) {
                progress.accept("%-18s ready after %.1f s"
                        .formatted(
                                part.name(),
                                Duration.between(began, Instant.now()).toMillis() / 1_000.0));
            }
        } catch (IOException e) {
            throw failed(part, e.toString(), e);
        } catch (RuntimeException e) {
            throw failed(part, String.valueOf(e.getMessage()), e);
        }
    }

    /** A part may have lost what it stands on a moment ago, and know so only when it is asked. */
    private static void settle(Part part) throws IOException {
        Instant end = Instant.now().plus(SETTLING);
        while (true) {
            try {
                part.settle();
                return;
            } catch (ServerFailed | IOException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Said at once: others may take their time. */
    private ServerFailed failed(Part part, String why, Exception cause) {
        progress.accept("%-18s failed: %s".formatted(part.name(), why));
        return new ServerFailed(part.name() + ": " + why, cause);
    }

    private Daemon launch(Part part) throws IOException {
        part.prepare();
        Daemon daemon = Daemon.start(part.command(), part.environment(), folder.log(part.name()));
        daemon.write(folder.pid(part.name()));
        return daemon;
    }

    /** A server that was killed may keep its successor out for a moment: that one is tried again. */
    private void await(Part part, Daemon first, Instant began) throws IOException {
        Daemon daemon = first;
        Instant said = began;
        Instant end = began.plus(part.longestStart());
        boolean again = true;
        while (!part.ready()) {
            if (!daemon.alive() && again) {
                again = false;
                pause();
                daemon = launch(part);
            } else if (!daemon.alive()) {
                throw new ServerFailed(part.name() + " ended while it started; see " + folder.log(part.name()));
            }
            Instant now = Instant.now();
            if (now.isAfter(end)) {
                String complaint = part.complaint();
                throw new ServerFailed(part.name() + " was not ready within "
                        + part.longestStart().toSeconds() + " s" + (complaint.isEmpty() ? "" : " (" + complaint + ")")
                        + "; see " + folder.log(part.name()));
            }
            if (Duration.between(said, now).compareTo(OFTEN) > 0) {
                said = now;
                progress.accept("%-18s ... %s".formatted(part.name(), part.complaint()));
            }
            pause();
        }
    }

    private void refuseTakenPorts() throws IOException {
        for (Part part : parts) {
            boolean running =
                    Daemon.read(folder.pid(part.name())).filter(Daemon::alive).isPresent();
            if (!running && !Ports.free(part.port())) {
                throw new ServerFailed("port " + part.port() + " on 127.0.0.1, which is " + part.name()
                        + "'s, is taken by another program; stop it, or write another port into " + folder.ports());
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("interrupted", e);
        }
    }
}
