package dev.freehold.contracts.decision;

import java.util.List;

/**
 * What must be done for an allowed action to stay allowed.
 *
 * @param kind {@code redact} is the one that exists: mask these finding types before the model sees the text
 */
public record Obligation(String kind, List<String> types) {
    public static final String REDACT = "redact";

    public Obligation {
        types = List.copyOf(types);
    }
}
