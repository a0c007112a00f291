package dev.freehold.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The original ONNX model, run by ONNX Runtime: the measure that a conversion is held to. */
public final class OnnxReference implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxReference(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /** Opens a model. */
    public static OnnxReference open(Path onnx, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new OnnxReference(environment, environment.createSession(onnx.toString(), options));
        } catch (OrtException e) {
            throw new MalformedOnnx("ONNX Runtime refuses the file: " + e.getCode(), e);
        }
    }

    /** Sentence embedding of one row of token ids: the mean over the tokens' outputs, scaled to length 1. */
    public float[] embed(long[] ids) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, long[]> known = Map.of(
                "input_ids", ids,
                "attention_mask", ones,
                "token_type_ids", new long[ids.length]);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String name : session.getInputNames()) {
                long[] row = known.get(name);
                if (row == null) {
                    throw new MalformedOnnx("the ONNX file asks for an input " + name);
                }
                inputs.put(name, OnnxTensor.createTensor(environment, new long[][] {row}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return pooled(result);
            }
        } catch (OrtException e) {
            throw new MalformedOnnx("ONNX Runtime cannot run the file: " + e.getCode(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static float[] pooled(OrtSession.Result result) throws OrtException {
        for (Map.Entry<String, OnnxValue> output : result) {
            if (output.getValue().getValue() instanceof float[][][] tokens) {
                return normalised(tokens[0]);
            }
        }
        throw new MalformedOnnx("the ONNX file gives no output a token");
    }

    private static float[] normalised(float[][] tokens) {
        double[] sum = new double[tokens[0].length];
        for (float[] token : tokens) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += token[i];
            }
        }
        double length = 0;
        for (double value : sum) {
            length += value * value;
        }
        length = Math.sqrt(length);
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }

    /** Smallest cosine between two lists of vectors, pair by pair. */
    public static double minimumCosine(List<float[]> left, List<float[]> right) {
        double least = 1;
        for (int i = 0; i < left.size(); i++) {
            least = Math.min(least, cosine(left.get(i), right.get(i)));
        }
        return least;
    }

    private static double cosine(float[] left, float[] right) {
        double dot = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < left.length; i++) {
            dot += (double) left[i] * right[i];
            leftSquares += (double) left[i] * left[i];
            rightSquares += (double) right[i] * right[i];
        }
        double cosine = dot / Math.sqrt(leftSquares * rightSquares);
        // A vector that is no number must not pass for a perfect match.
        return Double.isNaN(cosine) ? -1 : cosine;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close its session", e);
        }
    }
}
