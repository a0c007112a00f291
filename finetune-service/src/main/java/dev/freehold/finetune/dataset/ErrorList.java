package dev.freehold.finetune.dataset;

import dev.freehold.contracts.problem.InputError;
import java.util.ArrayList;
import java.util.List;

/** The first errors of a file, and the count of all. */
final class ErrorList {
    private final List<InputError> listed = new ArrayList<>();
    private long total;

    void add(InputError error) {
        total++;
        if (listed.size() < IntakeLimits.ERRORS_LISTED) {
            listed.add(error);
        }
    }

    boolean isEmpty() {
        return total == 0;
    }

    IntakeOutcome.Refused refused() {
        return new IntakeOutcome.Refused(listed, total);
    }
}
