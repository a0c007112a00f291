package dev.freehold.bench.inner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How often something can be done in a second. */
final class Rate {
    private Rate() {}

    /** What is done again and again. */
    interface Work {
        void once() throws Exception;
    }

    /** All threads together, for a time, after a fifth of it that does not count. */
    static double perSecond(int threads, Duration time, Work work) throws InterruptedException, ExecutionException {
        unmeasured(threads, time.dividedBy(5), work);
        long start = System.nanoTime();
        long times = unmeasured(threads, time, work);
        return times / ((System.nanoTime() - start) / 1e9);
    }

    private static long unmeasured(int threads, Duration time, Work work)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        Callable<Long> loop = () -> {
            long times = 0;
            while (System.nanoTime() < end) {
                work.once();
                times++;
            }
            return times;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(pool.submit(loop));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }
}
