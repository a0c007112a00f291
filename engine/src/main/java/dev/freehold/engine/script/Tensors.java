package dev.freehold.engine.script;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A scope of native memory: what is made in it is freed when it closes. Not thread-safe; open, use and close it on one
 * thread, since libtorch keeps its modes by thread.
 */
public final class Tensors implements AutoCloseable {
    private static final String OFFLINE = "ai.djl.offline";
    private final PtNDManager memory;

    private Tensors(PtNDManager memory) {
        this.memory = memory;
    }

    /**
     * Opens a root scope on this thread: gradients recorded only where a call asks for them, no run-time recompiling.
     *
     * @param threads of the tensor library, for the whole process
     */
    public static Tensors open(int threads) {
        // Without this the library asks its makers' servers before the first tensor exists.
        System.setProperty(OFFLINE, "true");
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
        return new Tensors((PtNDManager) engine.newBaseManager(Device.cpu()));
    }

    /** Opens a scope inside this one. */
    public Tensors inner() {
        return new Tensors(memory.newSubManager(Device.cpu()));
    }

    /** Makes dropout repeatable from here on. */
    public static void seed(long seed) {
        JniUtils.setSeed(seed);
    }

    /** A tensor of 32-bit floats over this very memory, which nobody may change as long as the tensor lives. */
    public PtNDArray floats(ByteBuffer direct, long... shape) {
        return memory.create(direct, new Shape(shape), DataType.FLOAT32);
    }

    /** A tensor of 32-bit floats, copied. */
    public PtNDArray floats(float[] values, long... shape) {
        ByteBuffer copy = direct(Math.multiplyExact(values.length, Float.BYTES));
        copy.asFloatBuffer().put(values);
        return floats(copy, shape);
    }

    /** A tensor of 32-bit floats that holds nothing in particular yet, to be written in place. */
    public PtNDArray room(long... shape) {
        return memory.create(new Shape(shape), DataType.FLOAT32);
    }

    /** A tensor of 64-bit integers, copied. */
    public PtNDArray integers(long[] values, long... shape) {
        ByteBuffer copy = direct(Math.multiplyExact(values.length, Long.BYTES));
        copy.asLongBuffer().put(values);
        return memory.create(copy, new Shape(shape), DataType.INT64);
    }

    /** A tensor of 32-bit floats that backward passes give gradients to, copied. */
    public PtNDArray parameter(float[] values, long... shape) {
        PtNDArray tensor = floats(values, shape);
        tensor.setRequiresGradient(true);
        return tensor;
    }

    /** Memory outside the heap in the byte order of tensors. */
    public static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    PtNDManager memory() {
        return memory;
    }

    @Override
    public void close() {
        memory.close();
    }
}
