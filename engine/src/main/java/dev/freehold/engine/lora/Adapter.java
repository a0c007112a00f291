package dev.freehold.engine.lora;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Classifier;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A finished adapter.
 *
 * @param config as PEFT states it
 * @param labels names of the classes, in the classifier's order
 * @param values of each tensor, in the order of {@link AdapterLayout#tensors}
 */
public record Adapter(LoraConfig config, List<String> labels, List<float[]> values) {
    /** Most classes that a classifier may have. */
    public static final int MAX_CLASSES = 1000;

    private static final int MAX_LABEL = 200;

    public Adapter {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
        checkLabels(labels);
    }

    /**
     * The classifier that this adapter makes of a base, which stays as it is.
     *
     * @throws MalformedAdapter if neither has a pooler
     */
    public Classifier over(Tensors scope, EncoderModel base) {
        List<NamedShape> layout = AdapterLayout.tensors(config, base.config(), labels.size());
        Tensors memory = scope.inner();
        try {
            List<PtNDArray> tensors = new ArrayList<>();
            for (int i = 0; i < layout.size(); i++) {
                tensors.add(memory.floats(values.get(i), layout.get(i).sizes()));
            }
            if (!config.pooler()) {
                // Before the classifier, which has two tensors.
                tensors.addAll(tensors.size() - 2, poolerOf(base, memory));
            }
            return new Classifier(memory, base, config.adaptation(), labels, tensors);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static List<PtNDArray> poolerOf(EncoderModel base, Tensors memory) {
        return base.further(memory, EncoderHead.pooler(base.config()))
                .orElseThrow(
                        () -> new MalformedAdapter(
                                "neither the adapter nor its base has a pooler: tune with modules_to_save pooler and classifier"));
    }

    /**
     * Checks class names: 2 to 1000, all different, each 1 to 200 characters.
     *
     * @throws MalformedAdapter saying which rule is broken
     */
    public static void checkLabels(List<String> labels) {
        if (labels.size() < 2 || labels.size() > MAX_CLASSES) {
            throw new MalformedAdapter("a classifier must have 2 to " + MAX_CLASSES + " classes, has " + labels.size());
        }
        if (new HashSet<>(labels).size() != labels.size()) {
            throw new MalformedAdapter("two classes have one name");
        }
        if (labels.stream().anyMatch(label -> label.isBlank() || label.length() > MAX_LABEL)) {
            throw new MalformedAdapter("a class name must have 1 to " + MAX_LABEL + " characters");
        }
    }
}
