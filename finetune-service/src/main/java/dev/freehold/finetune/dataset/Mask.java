package dev.freehold.finetune.dataset;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.enforcement.redaction.Masked;
import dev.freehold.enforcement.redaction.Scanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Masks personal data and counts, over one file, what was found in the rows that are kept. */
final class Mask {
    private final Scanner scanner;
    private final Map<String, FindingCount> findings = new TreeMap<>();

    Mask(Scanner scanner) {
        this.scanner = scanner;
    }

    Masked over(String text) {
        return scanner.mask(text);
    }

    void count(List<Finding> found) {
        FindingCount.of(found)
                .forEach(each -> findings.merge(
                        each.type(),
                        each,
                        (a, b) -> new FindingCount(a.type(), a.category(), Math.addExact(a.count(), b.count()))));
    }

    List<FindingCount> counts() {
        return new ArrayList<>(findings.values());
    }
}
