package dev.freehold.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a model version is made of. */
public enum ModelKind {
    /** Whole weights, as they came in or with every one of them tuned here. */
    BASE,
    /** A change to a base, in PEFT's format; useless without it. */
    ADAPTER;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static ModelKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
