package dev.freehold.registry.memory;

import dev.freehold.contracts.change.Change;
import dev.freehold.registry.RegistrySettings;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads everything in memory again: at the start, at regular times, and when told that something changed. */
@Singleton
public class Refresher {
    private static final System.Logger LOG = System.getLogger(Refresher.class.getName());
    private static final int FIRST = 100;
    private final List<Refreshed> memories;
    private final Duration pause;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "registry-refresh");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean asked = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean failing;

    Refresher(@All List<Refreshed> memories, RegistrySettings settings) {
        this.memories = List.copyOf(memories);
        this.pause = settings.catalogue().refresh();
    }

    /** Has this run after each reading, on the thread that read; it must not wait for anything. */
    public void afterwards(Runnable listener) {
        listeners.add(listener);
    }

    /** Reads everything again, now; what cannot be read is left to age, since the change itself is done. */
    public synchronized void changed() {
        try {
            memories.forEach(Refreshed::refresh);
            if (failing) {
                LOG.log(System.Logger.Level.INFO, "the registry's database can be read again");
            }
            failing = false;
            listeners.forEach(Runnable::run);
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.log(System.Logger.Level.WARNING, "cannot read the registry's database; memory grows old", e);
            }
            failing = true;
        }
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        changed();
        // Its result is never asked for: changed() ends no run with an exception.
        var unused = clockwork.scheduleWithFixedDelay(
                this::changed, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Another process of this service may have written: what it told of is read, once for all that came at a time. */
    void heard(@Observes Change change) {
        if (asked.compareAndSet(false, true)) {
            clockwork.execute(() -> {
                asked.set(false);
                changed();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        clockwork.shutdownNow();
    }
}
