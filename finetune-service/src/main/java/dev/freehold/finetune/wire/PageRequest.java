package dev.freehold.finetune.wire;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.problem.FinetuneProblems;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param after id that the page lies behind; absent for the first page
 * @param limit most entries, 1 to 100
 */
public record PageRequest(@Nullable String after, int limit) {
    private static final int MOST = 100;
    private static final int DEFAULT = 20;

    /**
     * Reads the query's parameters.
     *
     * @throws ProblemException if the limit is out of bounds or no number
     */
    public static PageRequest of(@Nullable String after, @Nullable String limit) {
        return new PageRequest(after, limit == null ? DEFAULT : number(limit));
    }

    /** One more than the page holds, which tells whether more follows. */
    public int probe() {
        return limit + 1;
    }

    /** The problem of an {@code after} that the list does not know. */
    public static ProblemException unknownAfter() {
        return new ProblemException(FinetuneProblems.PAGE_REFUSED, "after names nothing in this list.");
    }

    private static int number(String limit) {
        if (limit.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        }
        throw new ProblemException(FinetuneProblems.PAGE_REFUSED, "limit must be 1 to " + MOST + ".");
    }
}
