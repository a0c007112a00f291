package dev.freehold.engine.encoder;

import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The tensors between an encoder's last layer and its classes: a pooler, which reads the first token, and a classifier.
 * Names and shapes are those of Transformers' BertForSequenceClassification.
 */
public final class EncoderHead {
    /** Name of the classifier's matrix: its first size is the number of classes. */
    public static final String CLASSIFIER_MATRIX = "classifier.weight";

    private static final String POOLER = "bert.pooler.dense";
    private static final String CLASSIFIER = "classifier";

    private EncoderHead() {}

    /** The whole head, in the order in which the program takes it. */
    public static List<NamedShape> of(EncoderConfig config, int classes) {
        List<NamedShape> all = new ArrayList<>(pooler(config));
        all.addAll(classifier(config, classes));
        return List.copyOf(all);
    }

    /** The pooler: matrix and bias. */
    public static List<NamedShape> pooler(EncoderConfig config) {
        return linear(POOLER, config.hidden(), config.hidden());
    }

    /** The classifier: matrix and bias. */
    public static List<NamedShape> classifier(EncoderConfig config, int classes) {
        return linear(CLASSIFIER, classes, config.hidden());
    }

    private static List<NamedShape> linear(String module, long out, long in) {
        return List.of(NamedShape.of(module + ".weight", out, in), NamedShape.of(module + ".bias", out));
    }
}
