package dev.freehold.engine.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A compiled TorchScript module without weights of its own: all tensors come in as arguments. */
public final class Program implements AutoCloseable {
    private final PtSymbolBlock module;

    private Program(PtSymbolBlock module) {
        this.module = module;
    }

    /**
     * Compiles a module.
     *
     * @param className as the source names it
     * @param source in the dialect of TorchScript archives
     * @throws ai.djl.engine.EngineException naming the line that does not compile
     */
    public static Program compile(Tensors scope, String className, String source) {
        try {
            Path file = Files.createTempFile("program", ".pt");
            try {
                ScriptArchive.write(file, className, source);
                return new Program(
                        JniUtils.loadModule(scope.memory(), file, false, new String[0], new String[0], true));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a program to the temporary folder", e);
        }
    }

    /** Runs a method that records no gradients and gives one tensor. */
    public PtNDArray run(Tensors scope, String method, Argument... arguments) {
        IValue[] values = new IValue[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = arguments[i].value();
        }
        try (IValue result = IValueUtils.runMethod(module, method, values)) {
            return result.toTensor(scope.memory());
        } finally {
            for (IValue value : values) {
                value.close();
            }
        }
    }

    /**
     * Runs a method so that gradients can flow back from its one tensor.
     *
     * @param batch first argument, in whose scope the result lives; then the lists, by name, in the method's order
     */
    public PtNDArray record(Tensors scope, String method, List<PtNDArray> batch, List<List<PtNDArray>> lists) {
        NDList inputs = new NDList();
        inputs.addAll(batch);
        for (int i = 0; i < lists.size(); i++) {
            for (PtNDArray member : lists.get(i)) {
                member.setName("list" + i + "[]");
                inputs.add(member);
            }
        }
        PtNDArray named = scope.integers(new long[] {0}, 1);
        named.setName("module_method:" + method);
        inputs.add(named);
        JniUtils.setGradMode(true);
        try {
            NDList outputs = IValueUtils.forward(module, inputs, true);
            return (PtNDArray) outputs.singletonOrThrow();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Adds the gradients of a recorded scalar to its parameters. */
    public static void backward(Tensors scope, PtNDArray scalar) {
        backward(scope, scalar, 1);
    }

    /** Adds the gradients of a recorded scalar, times a weight, to its parameters. */
    public static void backward(Tensors scope, PtNDArray scalar, double weight) {
        PtNDArray factor = scope.floats(new float[] {(float) weight});
        JniUtils.backward(scalar, factor, false, false);
    }

    /** The gradients of parameters, to be closed by the caller. */
    public static List<PtNDArray> gradients(List<PtNDArray> parameters) {
        List<PtNDArray> gradients = new ArrayList<>(parameters.size());
        for (PtNDArray parameter : parameters) {
            gradients.add(parameter.getGradient());
        }
        return gradients;
    }

    @Override
    public void close() {
        module.close();
    }

    /** An argument of a method. */
    public sealed interface Argument {
        /** The argument as the tensor library takes it; to be closed. */
        IValue value();

        /** One tensor. */
        record One(PtNDArray tensor) implements Argument {
            @Override
            public IValue value() {
                return IValue.from(tensor);
            }
        }

        /** A list of tensors. */
        record Many(List<PtNDArray> tensors) implements Argument {
            public Many {
                tensors = List.copyOf(tensors);
            }

            @Override
            public IValue value() {
                return IValue.listFrom(tensors.toArray(new PtNDArray[0]));
            }
        }

        /** A number. */
        record Real(double number) implements Argument {
            @Override
            public IValue value() {
                return IValue.from(number);
            }
        }

        /** A whole number. */
        record Whole(long number) implements Argument {
            @Override
            public IValue value() {
                return IValue.from(number);
            }
        }

        static Argument of(NDArray tensor) {
            return new One((PtNDArray) tensor);
        }

        static Argument of(List<PtNDArray> tensors) {
            return new Many(tensors);
        }

        static Argument of(double number) {
            return new Real(number);
        }

        static Argument of(long number) {
            return new Whole(number);
        }
    }
}
