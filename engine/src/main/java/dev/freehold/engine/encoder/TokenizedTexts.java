package dev.freehold.engine.encoder;

import java.util.List;

/**
 * Texts as token ids.
 *
 * @param rows one a text, special tokens included
 * @param truncated how many texts were longer than the limit and were cut
 */
public record TokenizedTexts(List<long[]> rows, int truncated) {
    public TokenizedTexts {
        rows = List.copyOf(rows);
    }

    /** Token usage of all texts together. */
    public long tokens() {
        return rows.stream().mapToLong(row -> row.length).sum();
    }
}
