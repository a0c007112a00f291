package dev.freehold.finetune.wire;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as OpenAI shapes it.
 *
 * @param hasMore whether asking again with {@code after=lastId} brings more
 */
public record Page<T>(
        String object,
        List<T> data,
        boolean hasMore,
        @Nullable String firstId,
        @Nullable String lastId) {
    public Page {
        data = List.copyOf(data);
    }

    /**
     * Makes a page.
     *
     * @param found what was found when one more than the page holds was asked for
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> id) {
        List<T> data = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                "list",
                data,
                found.size() > limit,
                data.isEmpty() ? null : id.apply(data.get(0)),
                data.isEmpty() ? null : id.apply(data.get(data.size() - 1)));
    }
}
