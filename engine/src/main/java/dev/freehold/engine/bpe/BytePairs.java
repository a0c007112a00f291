package dev.freehold.engine.bpe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A byte-level vocabulary.
 *
 * @param special tokens that no text is encoded to unless it spells them out; they have the first ids, in this order
 * @param merges pairs of symbols that become one, most frequent first; two that make one text make one token
 */
public record BytePairs(List<String> special, List<Merge> merges) {
    /**
     * Two symbols that become one.
     *
     * @param left in the byte alphabet
     * @param right in the byte alphabet
     */
    public record Merge(String left, String right) {
        String joined() {
            return left + right;
        }
    }

    public BytePairs {
        special = List.copyOf(special);
        merges = List.copyOf(merges);
    }

    /** All tokens, by id. */
    public List<String> tokens() {
        Set<String> tokens = new LinkedHashSet<>(special);
        tokens.addAll(ByteAlphabet.symbols());
        merges.forEach(merge -> tokens.add(merge.joined()));
        return List.copyOf(tokens);
    }
}
