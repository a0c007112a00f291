package dev.freehold.finetune.dataset;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.problem.InputError;
import java.util.List;

/** What became of an uploaded file. */
public sealed interface IntakeOutcome {
    /**
     * Every row is good; the rows are masked, and no two are the same.
     *
     * @param duplicates rows that were left out since an equal one, after masking, came before
     * @param findings what was masked, by type
     */
    record Accepted(Rows rows, int duplicates, List<FindingCount> findings) implements IntakeOutcome {
        public Accepted {
            findings = List.copyOf(findings);
        }

        /** How many findings were masked. */
        public long masked() {
            return findings.stream().mapToLong(FindingCount::count).sum();
        }
    }

    /**
     * Something is wrong; nothing may be kept.
     *
     * @param errors the first ones, in the file's order
     * @param total how many there are
     */
    record Refused(List<InputError> errors, long total) implements IntakeOutcome {
        public Refused {
            errors = List.copyOf(errors);
        }
    }
}
