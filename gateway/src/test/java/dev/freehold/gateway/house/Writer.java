package dev.freehold.gateway.house;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.TextSink;

/** A model that writes. */
public interface Writer {
    Writer GREETING = pieces("Hello", ", how ", "can I ", "help", "?");

    InferenceResult<Generated> write(GenerationRequest request, TextSink sink);

    /** Writes these, one token each, until nobody reads on. */
    static Writer pieces(String... pieces) {
        return (request, sink) -> {
            StringBuilder text = new StringBuilder();
            long tokens = 0;
            for (String piece : pieces) {
                text.append(piece);
                tokens++;
                if (!sink.accept(piece)) {
                    break;
                }
            }
            return new InferenceResult.Answered<>(new Generated(text.toString(), "stop", tokens), 7);
        };
    }
}
