package dev.freehold.engine.bpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Learns which pairs of symbols to join: always the one that comes most often, and of equals the first in the order of
 * their texts. So the same texts, in whatever order, give the same vocabulary.
 */
public final class BytePairTrainer {
    private static final int BYTES = 256;
    private static final int MAX_VOCABULARY = 262_144;
    private static final int MAX_SPECIAL = 256;
    /** A pair that comes once is no pattern. */
    private static final int LEAST = 2;

    private final List<Word> words = new ArrayList<>();
    private final Map<BytePairs.Merge, Pair> pairs = new HashMap<>();

    private BytePairTrainer() {}

    /**
     * Learns a vocabulary.
     *
     * @param texts to learn from
     * @param special tokens that take the first ids
     * @param size of the vocabulary, bytes and special tokens included; fewer tokens come out where no pair is left that
     *     comes twice
     */
    public static BytePairs train(Iterable<String> texts, List<String> special, int size) {
        int least = BYTES + special.size();
        if (size < least || size > MAX_VOCABULARY || special.size() > MAX_SPECIAL) {
            throw new IllegalArgumentException(
                    "size must be " + least + " (bytes and special tokens) to " + MAX_VOCABULARY + ", was " + size);
        }
        if (Set.copyOf(special).size() != special.size() || special.contains("")) {
            throw new IllegalArgumentException("special tokens must be different texts, and not empty");
        }
        BytePairTrainer trainer = new BytePairTrainer();
        Words.counted(texts).forEach(trainer::add);
        return new BytePairs(special, trainer.merges(size - least));
    }

    private void add(String spelled, int count) {
        Word word = new Word(spelled.chars().mapToObj(Character::toString).toList(), count);
        words.add(word);
        count(words.size() - 1, word, count);
    }

    private List<BytePairs.Merge> merges(int most) {
        List<BytePairs.Merge> merges = new ArrayList<>();
        Set<String> made = new HashSet<>();
        // Two ways to one text are two merges and one token.
        while (made.size() < most) {
            Optional<BytePairs.Merge> best = best();
            if (best.isEmpty()) {
                break;
            }
            BytePairs.Merge merge = best.get();
            merges.add(merge);
            made.add(merge.joined());
            apply(merge);
        }
        return merges;
    }

    private Optional<BytePairs.Merge> best() {
        BytePairs.Merge best = null;
        int most = LEAST - 1;
        for (Map.Entry<BytePairs.Merge, Pair> entry : pairs.entrySet()) {
            int count = entry.getValue().count;
            if (count > most || (best != null && count == most && isBefore(entry.getKey(), best))) {
                best = entry.getKey();
                most = count;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBefore(BytePairs.Merge one, BytePairs.Merge other) {
        int left = one.left().compareTo(other.left());
        return left < 0 || (left == 0 && one.right().compareTo(other.right()) < 0);
    }

    private void apply(BytePairs.Merge merge) {
        Pair pair = pairs.get(merge);
        List<Integer> holders = pair == null ? List.of() : List.copyOf(pair.words);
        for (int index : holders) {
            Word before = words.get(index);
            Word after = before.joined(merge);
            count(index, before, -before.count());
            words.set(index, after);
            count(index, after, after.count());
        }
        pairs.remove(merge);
    }

    private void count(int index, Word word, int count) {
        for (int i = 0; i + 1 < word.symbols().size(); i++) {
            BytePairs.Merge key =
                    new BytePairs.Merge(word.symbols().get(i), word.symbols().get(i + 1));
            Pair pair = pairs.computeIfAbsent(key, fresh -> new Pair());
            pair.count += count;
            if (count > 0) {
                pair.words.add(index);
            } else if (pair.count == 0) {
                pairs.remove(key);
            }
        }
    }

    /** How often a pair comes, and in which words it may. */
    private static final class Pair {
        private final Set<Integer> words = new LinkedHashSet<>();
        private int count;
    }

    /** A piece of text in its present symbols. */
    private record Word(List<String> symbols, int count) {
        Word joined(BytePairs.Merge merge) {
            List<String> joined = new ArrayList<>();
            for (int i = 0; i < symbols.size(); i++) {
                boolean here = i + 1 < symbols.size()
                        && symbols.get(i).equals(merge.left())
                        && symbols.get(i + 1).equals(merge.right());
                joined.add(here ? merge.joined() : symbols.get(i));
                i += here ? 1 : 0;
            }
            return new Word(joined, count);
        }
    }
}
