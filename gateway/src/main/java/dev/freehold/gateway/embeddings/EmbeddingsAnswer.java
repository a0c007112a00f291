package dev.freehold.gateway.embeddings;

import java.util.List;
import java.util.stream.IntStream;

/** The body that OpenAI's clients expect of POST /v1/embeddings. */
record EmbeddingsAnswer(String object, List<Row> data, String model, Usage usage) {
    record Row(String object, int index, Object embedding) {}

    record Usage(long promptTokens, long totalTokens) {}

    static EmbeddingsAnswer of(List<float[]> vectors, Encoding encoding, String model, long promptTokens) {
        List<Row> rows = IntStream.range(0, vectors.size())
                .mapToObj(i -> new Row("embedding", i, encoding.write(vectors.get(i))))
                .toList();
        return new EmbeddingsAnswer("list", rows, model, new Usage(promptTokens, promptTokens));
    }
}
