package dev.freehold.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a model version stands; only the registry moves it. */
public enum ModelState {
    QUARANTINED,
    VETTED,
    APPROVED,
    RETIRED,
    REVOKED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static ModelState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
