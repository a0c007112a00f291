package dev.freehold.engine.lora;

import java.util.HashSet;
import java.util.List;

/**
 * A finished adapter.
 *
 * @param config as PEFT states it
 * @param labels names of the classes, in the classifier's order
 * @param values of each tensor, in the order of {@link AdapterTensor#of}
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
