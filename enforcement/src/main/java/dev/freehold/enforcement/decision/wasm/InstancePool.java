package dev.freehold.enforcement.decision.wasm;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bounded set of instances of one policy; each is lent to one thread at a time, and dropped for good after a trap. */
final class InstancePool {
    private final CompiledPolicy policy;
    private final Semaphore free;
    private final Duration patience;
    private final Queue<PolicyInstance> idle = new ConcurrentLinkedQueue<>();

    InstancePool(CompiledPolicy policy, int size, Duration patience) {
        this.policy = policy;
        this.free = new Semaphore(size);
        this.patience = patience;
    }

    /**
     * Evaluates the policy's entrypoint on an instance of the pool's.
     *
     * @throws PolicyTrapException if the evaluation trapped, or no instance came free in time
     */
    byte[] evaluate(byte[] input) {
        acquire();
        try {
            PolicyInstance lent = idle.poll();
            if (lent == null) {
                lent = policy.instantiate();
            }
            byte[] result = lent.evaluate(policy.entrypoint(), input);
            // Only here: whatever left this block by an exception is never seen again.
            idle.add(lent);
            return result;
        } finally {
            free.release();
        }
    }

    /** How many instances wait to be lent. */
    int idle() {
        return idle.size();
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PolicyTrapException("all policy instances were busy for " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyTrapException("interrupted while waiting for a policy instance", e);
        }
    }
}
