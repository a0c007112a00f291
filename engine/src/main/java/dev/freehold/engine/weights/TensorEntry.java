package dev.freehold.engine.weights;

import java.util.List;

/**
 * A tensor's place in a weights file.
 *
 * @param name as the model names it
 * @param dtype of each element
 * @param shape outermost first; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record TensorEntry(String name, Dtype dtype, List<Long> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public long elements() {
        return (end - begin) / dtype.bytes();
    }
}
