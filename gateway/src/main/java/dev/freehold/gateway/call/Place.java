package dev.freehold.gateway.call;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** One place among the calls in flight. The front door frees it with the answer, unless the answer keeps it to its own end. */
public final class Place {
    private final Semaphore places;
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile boolean kept;

    Place(Semaphore places) {
        this.places = places;
    }

    /** Whoever keeps it leaves it, however the answer ends. */
    public void keep() {
        kept = true;
    }

    /** Frees it, once. */
    public void leave() {
        if (left.compareAndSet(false, true)) {
            places.release();
        }
    }

    void answered() {
        if (!kept) {
            leave();
        }
    }
}
