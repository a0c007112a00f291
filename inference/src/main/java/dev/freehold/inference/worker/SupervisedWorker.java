package dev.freehold.inference.worker;

import dev.freehold.inference.worker.WorkerState.CoolingDown;
import dev.freehold.inference.worker.WorkerState.Running;
import dev.freehold.inference.worker.WorkerState.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * One worker that is there when it is needed. A first loss is made good at the next call; further ones in a row wait longer
 * each time, so that a model that kills its worker does not keep the machine busy with starts.
 *
 * <p>Used by one thread at a time; {@link #state} may be read by any.
 */
public final class SupervisedWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SupervisedWorker.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ModelWorker.Source source;
    private final int maxLoaded;
    private final InstantSource clock;
    private Instant lastUse;
    private volatile WorkerState state = new Stopped(0);
    private volatile boolean closed;

    /**
     * @param maxLoaded most models in memory at once
     */
    public SupervisedWorker(ModelWorker.Source source, int maxLoaded, InstantSource clock) {
        this.source = source;
        this.maxLoaded = maxLoaded;
        this.clock = clock;
        this.lastUse = clock.instant();
    }

    /** What is asked of a worker that has the model in memory. */
    public interface Question<T> {
        T ask(ModelWorker worker, String handle) throws WorkerRefused, WorkerLost;
    }

    /**
     * Asks, with the model in memory.
     *
     * @throws WorkerRefused if the question is none for this model
     * @throws WorkerLost if there is no worker, or none any more
     * @throws UnservableModel if the model cannot be loaded
     */
    public <T> T ask(String handle, ModelFolders.Source folders, Question<T> question)
            throws WorkerRefused, WorkerLost, UnservableModel {
        lastUse = clock.instant();
        try {
            Running running = holding(handle, folders);
            T answer = question.ask(running.worker(), handle);
            state = running.answered();
            return answer;
        } catch (WorkerLost lost) {
            lose(lost);
            throw lost;
        } finally {
            lastUse = clock.instant();
        }
    }

    /** Starts the worker if none runs. */
    public void warm() throws WorkerLost {
        try {
            running();
        } catch (WorkerLost lost) {
            lose(lost);
            throw lost;
        }
    }

    /** Stops a worker that nobody used for a time, to give its memory back. */
    public void stopIfIdle(Duration idle) {
        if (state instanceof Running running
                && Duration.between(lastUse, clock.instant()).compareTo(idle) >= 0) {
            LOG.log(System.Logger.Level.INFO, "the worker was idle and is stopped");
            running.worker().close();
            state = new Stopped(0);
        }
    }

    public WorkerState state() {
        return state;
    }

    /** Ends the worker for good; may be called by any thread, also during a question. */
    @Override
    public void close() {
        closed = true;
        if (state instanceof Running running) {
            running.worker().close();
        }
    }

    private Running holding(String handle, ModelFolders.Source source) throws WorkerLost, UnservableModel {
        Running running = running();
        if (!running.loaded().contains(handle)) {
            ModelFolders folders = find(source);
            try {
                running = withRoom(running);
                running.worker().load(handle, folders.base(), folders.adapter());
            } catch (WorkerRefused refused) {
                throw new UnservableModel(String.valueOf(refused.getMessage()));
            }
        }
        Running holding = running.using(handle);
        state = holding;
        return holding;
    }

    /** Lets the model go that was not used for the longest time. */
    private Running withRoom(Running running) throws WorkerRefused, WorkerLost {
        Running roomy = running;
        while (roomy.loaded().size() >= maxLoaded) {
            String oldest = roomy.loaded().get(0);
            roomy.worker().unload(oldest);
            roomy = roomy.without(oldest);
            state = roomy;
        }
        return roomy;
    }

    private static ModelFolders find(ModelFolders.Source source) throws UnservableModel {
        try {
            return source.find();
        } catch (IOException e) {
            throw new UnservableModel("its files cannot be had: " + e.getMessage());
        }
    }

    private Running running() throws WorkerLost {
        if (state instanceof Running running) {
            if (running.worker().alive()) {
                return running;
            }
            LOG.log(System.Logger.Level.WARNING, "the worker died between two calls");
            running.worker().close();
            state = new Stopped(running.losses());
        }
        if (state instanceof CoolingDown cooling && clock.instant().isBefore(cooling.until())) {
            throw new WorkerLost("the worker was lost " + cooling.losses()
                    + " times in a row and is not started before " + cooling.until());
        }
        Running started = new Running(source.start(), List.of(), state.losses());
        state = started;
        if (closed) {
            started.worker().close();
            throw new WorkerLost("this process is stopping");
        }
        return started;
    }

    private void lose(WorkerLost lost) {
        if (state instanceof CoolingDown cooling && clock.instant().isBefore(cooling.until())) {
            return;
        }
        if (state instanceof Running running) {
            running.worker().close();
        }
        int losses = state.losses() + 1;
        LOG.log(System.Logger.Level.WARNING, "the worker was lost, {0} in a row: {1}", losses, lost.getMessage());
        state = losses == 1 ? new Stopped(1) : new CoolingDown(clock.instant().plus(pause(losses)), losses);
    }

    private static Duration pause(int losses) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(losses - 2, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
