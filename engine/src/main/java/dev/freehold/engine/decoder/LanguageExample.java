package dev.freehold.engine.decoder;

/**
 * A text to learn from: each token marked as learned is to be predicted from all tokens before it.
 *
 * @param ids all tokens
 * @param learned one mark a token; that of the first has no effect, since nothing comes before it
 */
public record LanguageExample(long[] ids, boolean[] learned) {
    public LanguageExample {
        if (ids.length != learned.length || ids.length < 1) {
            throw new IllegalArgumentException("an example must have at least one token, and one mark for each");
        }
    }

    /** Number of tokens that are to be predicted. */
    public int targets() {
        int targets = 0;
        for (int i = 1; i < learned.length; i++) {
            targets += learned[i] ? 1 : 0;
        }
        return targets;
    }
}
