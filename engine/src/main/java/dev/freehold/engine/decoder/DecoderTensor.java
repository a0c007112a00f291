package dev.freehold.engine.decoder;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor of a decoder or of its adapter.
 *
 * @param name as its file names it
 * @param shape outermost first
 */
public record DecoderTensor(String name, List<Long> shape) {
    public DecoderTensor {
        shape = List.copyOf(shape);
    }

    static DecoderTensor of(String name, long... sizes) {
        return new DecoderTensor(name, Arrays.stream(sizes).boxed().toList());
    }

    /** Number of elements. */
    public int elements() {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return Math.toIntExact(product);
    }

    /** Sizes as the tensor library takes them. */
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
