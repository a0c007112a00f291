package dev.freehold.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.routing.TimedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BoundedUpstreamTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Bounds BOUNDS = new Bounds(1 << 20, 8, 1000, 4, Duration.ofSeconds(1), Duration.ofSeconds(1));

    @Test
    void an_upstream_that_keeps_the_time_is_asked_on_the_callers_thread() throws TimeoutException {
        BoundedUpstream upstream = new BoundedUpstream(new Punctual(), BOUNDS);
        InferenceResult<Thread> asked =
                upstream.ask(any -> new InferenceResult.Answered<>(Thread.currentThread(), 0), SHORT);
        assertThat(asked).isEqualTo(new InferenceResult.Answered<>(Thread.currentThread(), 0));
    }

    @Test
    void its_failure_after_its_time_is_a_timeout_and_before_it_is_none() throws TimeoutException {
        BoundedUpstream upstream = new BoundedUpstream(new Punctual(), BOUNDS);
        assertThat(upstream.ask(any -> new InferenceResult.Unavailable<>("down"), SHORT))
                .isInstanceOf(InferenceResult.Unavailable.class);
        assertThatThrownBy(() -> upstream.ask(any -> late(), SHORT)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void what_breaks_is_unavailable_and_tells_no_more_than_its_kind() throws TimeoutException {
        BoundedUpstream upstream = new BoundedUpstream(new Punctual(), BOUNDS);
        InferenceResult<Thread> broken = upstream.ask(
                any -> {
                    throw new IllegalStateException("a prompt");
                },
                SHORT);
        assertThat(broken).isEqualTo(new InferenceResult.Unavailable<>("java.lang.IllegalStateException"));
    }

    private static <T> InferenceResult<T> late() {
        try {
            Thread.sleep(SHORT.toMillis() + 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new InferenceResult.Unavailable<>("late");
    }

    private static final class Punctual implements TimedUpstream {
        @Override
        public InferenceUpstream within(Duration longest) {
            return this;
        }

        @Override
        public InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs) {
            return new InferenceResult.Unavailable<>("not asked here");
        }

        @Override
        public InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs) {
            return new InferenceResult.Unavailable<>("not asked here");
        }

        @Override
        public InferenceResult<Generated> generate(ModelVersion model, GenerationRequest request, TextSink sink) {
            return new InferenceResult.Unavailable<>("not asked here");
        }
    }
}
