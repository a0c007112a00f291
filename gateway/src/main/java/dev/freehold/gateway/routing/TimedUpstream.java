package dev.freehold.gateway.routing;

import dev.freehold.contracts.inference.InferenceUpstream;
import java.time.Duration;

/** An upstream that can give up by itself: whoever asks it may wait on their own thread, and needs no other to be freed by. */
public interface TimedUpstream extends InferenceUpstream {
    /** This upstream, unavailable to a question that it has not answered after a time. */
    InferenceUpstream within(Duration longest);
}
