package dev.freehold.finetune.evaluation;

/**
 * The F1 score of predicted classes: 2TP / (2TP + FP + FN) for each class, and its plain mean, macro-F1.
 *
 * <p>The mean is taken over the classes that occur in the truth, so that both systems of a comparison are averaged over the
 * same classes in every resample.
 */
final class F1 {
    private final int[] hits;
    private final int[] truths;
    private final int[] predictions;

    private F1(int classes) {
        hits = new int[classes];
        truths = new int[classes];
        predictions = new int[classes];
    }

    static F1 of(int[] truth, int[] predicted, int classes) {
        F1 counts = new F1(classes);
        for (int i = 0; i < truth.length; i++) {
            counts.add(truth[i], predicted[i]);
        }
        return counts;
    }

    /** Counts over a resample: the rows at these indices, with repetition. */
    static F1 of(int[] truth, int[] predicted, int[] resample, int classes) {
        F1 counts = new F1(classes);
        for (int i : resample) {
            counts.add(truth[i], predicted[i]);
        }
        return counts;
    }

    private void add(int truth, int predicted) {
        truths[truth]++;
        predictions[predicted]++;
        if (truth == predicted) {
            hits[truth]++;
        }
    }

    /** F1 of one class; 0 for a class that neither occurs nor is predicted. */
    double ofClass(int index) {
        // 2TP + FP + FN is what the class was predicted, plus how often it is true.
        int all = predictions[index] + truths[index];
        return all == 0 ? 0 : 2.0 * hits[index] / all;
    }

    double macro() {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < truths.length; i++) {
            if (truths[i] > 0) {
                sum += ofClass(i);
                present++;
            }
        }
        return present == 0 ? 0 : sum / present;
    }
}
