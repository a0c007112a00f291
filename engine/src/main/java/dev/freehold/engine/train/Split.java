package dev.freehold.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Examples parted in two, each class in like proportion.
 *
 * @param train what is learned from
 * @param heldOut what early stopping looks at; may be empty
 */
record Split(List<TokenizedExample> train, List<TokenizedExample> heldOut) {
    Split {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    static Split of(List<TokenizedExample> examples, double share, Order order) {
        Map<Integer, List<TokenizedExample>> byClass = new TreeMap<>();
        for (TokenizedExample example : examples) {
            byClass.computeIfAbsent(example.label(), label -> new ArrayList<>()).add(example);
        }
        List<TokenizedExample> train = new ArrayList<>();
        List<TokenizedExample> heldOut = new ArrayList<>();
        for (List<TokenizedExample> members : byClass.values()) {
            List<TokenizedExample> shuffled = order.shuffled(members);
            // Rounded down: a class with few examples is learned from, not looked at.
            int kept = (int) (members.size() * share);
            heldOut.addAll(shuffled.subList(0, kept));
            train.addAll(shuffled.subList(kept, shuffled.size()));
        }
        return new Split(train, heldOut);
    }
}
