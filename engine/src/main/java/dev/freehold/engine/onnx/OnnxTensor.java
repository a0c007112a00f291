package dev.freehold.engine.onnx;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor stored in an ONNX file.
 *
 * @param name unique among the graph's values
 * @param type as the format numbers element types
 * @param shape outermost first
 * @param bytes little-endian elements, read-only, mapped from the file; empty where the file stores them in another way
 */
record OnnxTensor(String name, int type, List<Long> shape, ByteBuffer bytes) {
    static final int FLOAT = 1;

    OnnxTensor {
        shape = List.copyOf(shape);
    }

    boolean isFloat() {
        return type == FLOAT;
    }

    /** The one element of a constant. */
    float scalar() {
        if (!isFloat() || bytes.remaining() != Float.BYTES) {
            throw new MalformedOnnx("constant " + name + " must be one 32-bit float");
        }
        return bytes.getFloat(bytes.position());
    }
}
