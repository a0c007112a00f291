package dev.freehold.gateway.call;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.enforcement.redaction.Scanner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is found in the texts of a call, and the texts without it. */
@Singleton
final class Texts {
    private final Scanner scanner = Scanner.standard();
    private final Set<String> maskable = Set.copyOf(scanner.types());

    /** The finding types that can be masked. */
    Set<String> maskable() {
        return maskable;
    }

    /** Counts over all texts together, sorted by type. */
    List<FindingCount> findings(List<String> texts) {
        List<Finding> all = new ArrayList<>();
        texts.forEach(text -> all.addAll(scanner.scan(text)));
        return FindingCount.of(all);
    }

    /** The texts as a model may see them. */
    List<String> masked(List<String> texts, Set<String> types) {
        if (types.isEmpty()) {
            return texts;
        }
        return texts.stream().map(text -> scanner.mask(text, types).text()).toList();
    }
}
