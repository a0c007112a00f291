package dev.freehold.finetune.jobs;

import dev.freehold.contracts.problem.InputError;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.RowText;
import dev.freehold.finetune.run.BaseTraits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts of rows that spell a special token of a base's tokenizer.
 *
 * <p>The tokenizer would read it as its own mark: a row that spells the end of a turn teaches the model to speak as whoever
 * writes the next one. A prompt that spells one is refused too.
 */
final class SpelledTokens {
    /** Errors that are listed; the others are counted. */
    private static final int LISTED = 100;

    private final String base;
    private final BaseTraits traits;
    private final List<InputError> errors = new ArrayList<>();
    private long total;

    /**
     * @param base its name, for the errors
     */
    SpelledTokens(String base, BaseTraits traits) {
        this.base = base;
        this.traits = traits;
    }

    /**
     * Looks through a file of masked rows.
     *
     * @param member of the request that names the file
     */
    void look(String member, Path rows) throws IOException {
        RowFile.texts(rows, text -> traits.special().apply(text.text()).ifPresent(token -> add(member, text, token)));
    }

    private void add(String member, RowText text, String token) {
        total++;
        if (errors.size() < LISTED) {
            errors.add(InputError.at(
                    text.line(),
                    member + ", " + text.field(),
                    "spells " + token + ", which " + base + " reads as a mark of its own",
                    "take it out of the row and upload the file again; lines are those that the file's content has"));
        }
    }

    /** The first ones, in order. */
    List<InputError> errors() {
        return List.copyOf(errors);
    }

    /** How many there are, listed or not. */
    long total() {
        return total;
    }
}
