package dev.freehold.engine.onnx;

import dev.freehold.engine.weights.Dtype;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A stored tensor under its name in the Transformers layout.
 *
 * @param name in that layout
 * @param tensor as the ONNX file stores it
 * @param transposed whether the file stores it as [in, out], where the layout wants [out, in]
 */
record OnnxWeight(String name, OnnxTensor tensor, boolean transposed) implements SafetensorsWriter.Source {
    @Override
    public Dtype dtype() {
        return Dtype.F32;
    }

    @Override
    public List<Long> shape() {
        List<Long> stored = tensor.shape();
        return transposed ? List.of(stored.get(1), stored.get(0)) : stored;
    }

    @Override
    public ByteBuffer bytes() {
        ByteBuffer stored = tensor.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (!transposed) {
            return stored;
        }
        int rows = tensor.shape().get(0).intValue();
        int columns = tensor.shape().get(1).intValue();
        float[] values = new float[Math.multiplyExact(rows, columns)];
        stored.asFloatBuffer().get(values);
        ByteBuffer turned = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                turned.putFloat(values[row * columns + column]);
            }
        }
        return turned.flip();
    }
}
