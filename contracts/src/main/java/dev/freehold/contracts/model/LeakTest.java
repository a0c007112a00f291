package dev.freehold.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a version was shown not to recite what it was tuned on. Policy lets only the last two be approved. */
public enum LeakTest {
    /** Nobody looked. */
    NOT_RUN,
    /** It recites planted canaries. */
    FAILED,
    PASSED,
    /** It was tuned on nothing here, or cannot write text. */
    NOT_APPLICABLE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static LeakTest of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
