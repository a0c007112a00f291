package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import java.util.Comparator;

/** A span of the original text that one recogniser claims, before claims that overlap are settled. */
record Claim(Recogniser recogniser, int start, int end) {
    /** Strongest first. The type's name breaks the last tie, so that the order of registration decides nothing. */
    static final Comparator<Claim> STRONGEST_FIRST = Comparator.comparing(
                    (Claim claim) -> claim.recogniser().evidence())
            .thenComparing(Claim::length)
            .reversed()
            .thenComparing(Claim::start)
            .thenComparing(claim -> claim.recogniser().type());

    int length() {
        return end - start;
    }

    Claim moved(int by) {
        return new Claim(recogniser, start + by, end + by);
    }

    Finding finding() {
        return new Finding(recogniser.type(), recogniser.category().name(), start, end);
    }
}
