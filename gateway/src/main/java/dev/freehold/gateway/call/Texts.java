package dev.freehold.gateway.call;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.enforcement.redaction.StreamRedactor;
import dev.freehold.enforcement.redaction.recogniser.Category;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is found in the texts of a call, and the texts without it. */
@Singleton
public final class Texts {
    private final Scanner scanner = Scanner.standard();
    private final Set<String> maskable = Set.copyOf(scanner.types());

    Texts() {}

    /** The finding types that can be masked. */
    public Set<String> maskable() {
        return maskable;
    }

    /** Counts over all texts together, sorted by type. */
    List<FindingCount> findings(List<String> texts) {
        List<Finding> all = new ArrayList<>();
        texts.forEach(text -> all.addAll(scanner.scan(text)));
        return FindingCount.of(all);
    }

    /** The texts as a model may see them. */
    public List<String> masked(List<String> texts, Set<String> types) {
        if (types.isEmpty()) {
            return texts;
        }
        return texts.stream().map(text -> scanner.mask(text, types).text()).toList();
    }

    /** The finding types that a use case must not read in an answer: those of other categories than its own, and secrets always. */
    public Set<String> withheld(UseCase useCase) {
        Set<String> withheld = new TreeSet<>(maskable);
        withheld.removeAll(scanner.types(Set.copyOf(useCase.dataCategories())));
        withheld.addAll(scanner.types(Set.of(Category.SECRET.name())));
        return withheld;
    }

    /** Masks an answer as it is written. */
    public StreamRedactor answer(Set<String> withheld) {
        return scanner.stream(withheld);
    }
}
