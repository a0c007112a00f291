package dev.freehold.engine.onnx;

import dev.freehold.engine.Refusal;

/** Says that an ONNX file is broken, or holds something that is not turned into a Transformers folder here. */
public final class MalformedOnnx extends Refusal {
    private static final long serialVersionUID = 1L;

    MalformedOnnx(String message) {
        super(message);
    }

    MalformedOnnx(String message, Throwable cause) {
        super(message, cause);
    }
}
