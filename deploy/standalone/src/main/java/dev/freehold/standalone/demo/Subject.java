package dev.freehold.standalone.demo;

import java.util.Optional;

/**
 * What the story is told of: labelled texts, the names that are made for them, and what an application then asks.
 *
 * @param file name under which the texts are taken in
 * @param rows JSON Lines: {@code {"text": ..., "label": ...}}
 * @param adapter name of the adapter that is tuned on them
 * @param useCase id of a use case of their own, empty for the one that is there from the start
 * @param epochs most passes over the texts; early stopping may make fewer
 * @param question a text to be classified
 */
public record Subject(String file, String rows, String adapter, Optional<String> useCase, int epochs, String question) {
    /** Adapter of the complaints, which the first use case names. */
    static final String COMPLAINTS_ADAPTER = "complaint-classifier";

    /** Complaints to a bank that does not exist. */
    public static Subject complaints() {
        return new Subject(
                "complaints.jsonl",
                Complaints.jsonLines(Complaints.ROWS, Complaints.SEED),
                COMPLAINTS_ADAPTER,
                Optional.empty(),
                6,
                "I hold a card and a loan with you. The page throws me out whenever I type my password.");
    }
}
