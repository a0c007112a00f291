package dev.freehold.contracts.label;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far something may travel; later is narrower. */
public enum Confidentiality {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Confidentiality of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    Confidentiality join(Confidentiality other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
