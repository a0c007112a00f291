package dev.freehold.finetune.evaluation;

import java.util.List;

/**
 * How one system did on the held-out rows.
 *
 * @param macroF1 mean of the F1 of the classes
 * @param f1 of each class, in the order of {@link Evaluation#labels()}
 * @param confusion how often each true class (row) was given each class (column)
 */
public record Score(double macroF1, List<Double> f1, List<List<Integer>> confusion) {
    public Score {
        f1 = List.copyOf(f1);
        confusion = confusion.stream().map(List::copyOf).toList();
    }
}
