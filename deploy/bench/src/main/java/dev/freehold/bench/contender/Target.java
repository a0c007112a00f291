package dev.freehold.bench.contender;

import dev.freehold.bench.load.Load;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who answers a chat.
 *
 * @param processes whose processor time counts; absent where it is this process's own
 */
public record Target(
        String name, Load.Request request, @Nullable ProcessTree processes) {}
