package dev.freehold.finetune.files;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.problem.FinetuneProblems;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few uploads be read at once, since each is held in memory whole. */
public final class UploadGate {
    private static final int MOST = 8;
    private static final Duration WAIT = Duration.ofSeconds(10);
    private final Semaphore free;
    private final Duration wait;

    public UploadGate(int atOnce) {
        this(atOnce, WAIT);
    }

    UploadGate(int atOnce, Duration wait) {
        if (atOnce < 1 || atOnce > MOST) {
            throw new IllegalArgumentException(
                    "freehold.finetune.intake.at-once must be 1 to " + MOST + ", not " + atOnce);
        }
        this.free = new Semaphore(atOnce, true);
        this.wait = wait;
    }

    <T> T pass(Supplier<T> upload) {
        enter();
        try {
            return upload.get();
        } finally {
            free.release();
        }
    }

    private void enter() {
        try {
            if (free.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(FinetuneProblems.UPLOADS_BUSY, "Other uploads are being read.");
    }
}
