package dev.freehold.console.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.OwnKeys;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes keys that say what they are, and remembers for whom. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeKeys implements OwnKeys {
    private final List<Caller> asked = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private volatile CountDownLatch open = new CountDownLatch(0);

    public void clear() {
        asked.clear();
        failure = Optional.empty();
    }

    /** From now on everybody waits, for some seconds at most. */
    public void hold() {
        open = new CountDownLatch(1);
    }

    public void release() {
        open.countDown();
    }

    private void await() {
        try {
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void fail(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    public List<Caller> asked() {
        return List.copyOf(asked);
    }

    @Override
    public IssuedKey issue(Caller caller) {
        await();
        failure.ifPresent(exception -> {
            throw exception;
        });
        asked.add(caller);
        return new IssuedKey("a1b2c3d" + asked.size(), AccessKey.of("fh_a1b2c3d" + asked.size() + "_made-for-a-test"));
    }
}
