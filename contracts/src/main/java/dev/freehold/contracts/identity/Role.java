package dev.freehold.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a person or program may be; the names are those of the realm file. */
public enum Role {
    APPLICATION,
    DATA_ENGINEER,
    APPROVER,
    COMPLIANCE_OFFICER,
    OPERATOR;

    /** The role's name as tokens, policies and records write it: lower case with hyphens. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static Role of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such role: " + wireName));
    }
}
