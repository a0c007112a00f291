package dev.freehold.gateway.classify;

import dev.freehold.contracts.inference.Classification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The body that vLLM's clients expect of its classification endpoint, with the class names beside the probabilities. */
record ClassifyAnswer(String id, String object, long created, String model, List<Row> data, Usage usage) {
    /**
     * @param probs in the order of {@code labels}
     */
    record Row(int index, String label, List<Float> probs, int numClasses, List<String> labels) {}

    record Usage(long promptTokens, long totalTokens, long completionTokens) {}

    static ClassifyAnswer of(List<Classification> classes, String model, long promptTokens, Instant now) {
        List<Row> rows = IntStream.range(0, classes.size())
                .mapToObj(i -> row(i, classes.get(i)))
                .toList();
        return new ClassifyAnswer(
                "classify-" + UUID.randomUUID(),
                "list",
                now.getEpochSecond(),
                model,
                rows,
                new Usage(promptTokens, promptTokens, 0));
    }

    private static Row row(int index, Classification of) {
        return new Row(index, of.label(), of.probabilities(), of.labels().size(), of.labels());
    }
}
