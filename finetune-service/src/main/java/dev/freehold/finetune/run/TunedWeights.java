package dev.freehold.finetune.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What of a base a job changes. */
public enum TunedWeights {
    /** Low-rank pairs beside the frozen base; the result is an adapter. */
    LORA,
    /** Every weight; the result is a model of its own, as large as its base. */
    FULL;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static TunedWeights of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
