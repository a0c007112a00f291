package dev.freehold.enforcement.identity.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The processes of this house, by the names that their keys, addresses and records bear. */
public enum ServiceName {
    GATEWAY,
    REGISTRY,
    FINETUNE_SERVICE,
    INFERENCE,
    POLICY,
    AUDIT,
    CONSOLE,
    /** All of them in one process, which speaks to nobody and lets no service in. */
    PLATFORM;

    /** Lower case with hyphens. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static ServiceName of(String wireName) {
        return Arrays.stream(values())
                .filter(service -> service.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service of this house is called that: "
                        + Arrays.stream(values()).map(ServiceName::wireName).toList()));
    }

    /** Whether people and programs of the company come to it directly: then no service does. */
    public boolean facesPeople() {
        return this == GATEWAY || this == CONSOLE || this == PLATFORM;
    }
}
