package dev.freehold.engine.weights;

import java.util.Arrays;
import java.util.List;

/**
 * What is known of a tensor before its values: of a model, of an adapter, or of a head.
 *
 * @param name as its file names it
 * @param shape outermost first
 */
public record NamedShape(String name, List<Long> shape) {
    public NamedShape {
        shape = List.copyOf(shape);
    }

    public static NamedShape of(String name, long... sizes) {
        return new NamedShape(name, Arrays.stream(sizes).boxed().toList());
    }

    /** Number of elements. */
    public int elements() {
        return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }

    /** Sizes as the tensor library takes them. */
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
