package dev.freehold.contracts.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what a caller sent; never carries the value itself where that may be personal.
 *
 * @param line 1 for a file's first line; absent where no line is meant
 * @param field what is wrong, such as a member's name or path, or {@code row} or {@code file}
 * @param problem what is wrong with it
 * @param fix what would make it right
 */
public record InputError(@Nullable Integer line, String field, String problem, String fix) {
    public static InputError at(int line, String field, String problem, String fix) {
        return new InputError(line, field, problem, fix);
    }

    public static InputError of(String field, String problem, String fix) {
        return new InputError(null, field, problem, fix);
    }
}
