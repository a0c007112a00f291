package dev.freehold.gateway.call;

import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.routing.Routed;
import dev.freehold.gateway.routing.TimedUpstream;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The model's side of a call, given a limited time on a limited number of threads: an upstream that hangs, even one that
 * ignores interrupts, can hold its own threads and no caller.
 */
@ApplicationScoped
public class BoundedUpstream {
    private static final System.Logger LOG = System.getLogger(BoundedUpstream.class.getName());
    private final InferenceUpstream upstream;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    BoundedUpstream(@Routed InferenceUpstream upstream, Bounds bounds) {
        this.upstream = upstream;
        this.timeout = bounds.upstreamTimeout();
        this.threads = new ThreadPoolExecutor(
                0, bounds.maxConcurrent(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), BoundedUpstream::thread);
    }

    /**
     * Asks and waits.
     *
     * @throws TimeoutException if the model took too long; it is interrupted
     */
    <T> InferenceResult<T> ask(Function<InferenceUpstream, InferenceResult<T>> question, Duration patience)
            throws TimeoutException {
        return upstream instanceof TimedUpstream timed
                ? inTime(timed.within(patience), question, patience)
                : onItsThread(question, patience);
    }

    /** An upstream that keeps the time itself is asked on the caller's thread: another would only be woken, and wake this one. */
    private static <T> InferenceResult<T> inTime(
            InferenceUpstream timed, Function<InferenceUpstream, InferenceResult<T>> question, Duration patience)
            throws TimeoutException {
        long start = System.nanoTime();
        try {
            InferenceResult<T> result = question.apply(timed);
            if (result instanceof InferenceResult.Unavailable && System.nanoTime() - start >= patience.toNanos()) {
                throw new TimeoutException();
            }
            return result;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private <T> InferenceResult<T> onItsThread(
            Function<InferenceUpstream, InferenceResult<T>> question, Duration patience) throws TimeoutException {
        Future<InferenceResult<T>> answer;
        try {
            answer = threads.submit(() -> question.apply(upstream));
        } catch (RejectedExecutionException e) {
            return new InferenceResult.Unavailable<>("every upstream thread waits for a model");
        }
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InferenceResult.Unavailable<>("the gateway is stopping");
        } finally {
            answer.cancel(true);
        }
    }

    /** Tells only the kind: a message could quote an input. */
    private static <T> InferenceResult<T> failed(Throwable cause) {
        String kind = cause.getClass().getName();
        LOG.log(System.Logger.Level.ERROR, "the upstream failed with {0}", kind);
        return new InferenceResult.Unavailable<>(kind);
    }

    /**
     * Asks without waiting.
     *
     * @param end told on the upstream's thread what became of the question, whatever that is
     * @return interrupts the question when it is cancelled
     */
    public <T> Future<?> start(
            Function<InferenceUpstream, InferenceResult<T>> question, Consumer<InferenceResult<T>> end) {
        try {
            return threads.submit(() -> {
                InferenceResult<T> result = new InferenceResult.Unavailable<>("the upstream broke off");
                try {
                    result = question.apply(upstream);
                } catch (RuntimeException e) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "the upstream failed with {0}",
                            e.getClass().getName());
                } finally {
                    end.accept(result);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new Refusal(OpenAiErrors.overloaded());
        }
    }

    /** The longest wait for an answer where its question has no other. */
    Duration timeout() {
        return timeout;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "freehold-upstream");
        thread.setDaemon(true);
        return thread;
    }
}
