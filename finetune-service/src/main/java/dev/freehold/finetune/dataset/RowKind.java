package dev.freehold.finetune.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the rows of a file teach; a file holds rows of one kind. */
public enum RowKind {
    /** To tell classes of texts apart. */
    CLASSIFICATION("embeddings"),
    /** To answer in a conversation. */
    CHAT("chat");

    private final String task;

    RowKind(String task) {
        this.task = task;
    }

    /** The task that a base must have to be tuned on such rows. */
    public String task() {
        return task;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RowKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
