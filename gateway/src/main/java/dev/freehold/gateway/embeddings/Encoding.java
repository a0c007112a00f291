package dev.freehold.gateway.embeddings;

import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** How a vector is written: as numbers, or as base64 of little-endian float32, for which OpenAI's Python client asks. */
enum Encoding {
    FLOAT {
        @Override
        Object write(float[] vector) {
            return vector;
        }
    },
    BASE64 {
        @Override
        Object write(float[] vector) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            return Base64.getEncoder().encodeToString(bytes.array());
        }
    };

    abstract Object write(float[] vector);

    static Encoding of(String name) {
        return switch (name) {
            case "float" -> FLOAT;
            case "base64" -> BASE64;
            default ->
                throw new Refusal(OpenAiErrors.malformed(
                        "The field 'encoding_format' is neither float nor base64.",
                        "encoding_format",
                        "Use float or base64."));
        };
    }
}
