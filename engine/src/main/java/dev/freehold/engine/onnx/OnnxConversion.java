package dev.freehold.engine.onnx;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Turns a BERT encoder in ONNX into a model folder in Transformers layout. */
public final class OnnxConversion {
    private OnnxConversion() {}

    /**
     * Writes config.json, model.safetensors and tokenizer.json. Same input, same bytes.
     *
     * @param target created where missing; must be empty
     * @return number of weights' elements
     * @throws MalformedOnnx if the file holds anything but a BERT encoder
     */
    public static long convert(Path onnx, Path tokenizerJson, Path target) {
        BertGraph bert = new BertGraph(OnnxGraph.read(onnx));
        EncoderConfig config = bert.config();
        List<OnnxWeight> weights = bert.weights(config);
        try {
            Files.createDirectories(target);
            try (Stream<Path> content = Files.list(target)) {
                if (content.findAny().isPresent()) {
                    throw new MalformedOnnx("the target folder must be empty: " + target.getFileName());
                }
            }
            Files.write(target.resolve(EncoderConfig.FILE), config.json());
            Files.copy(tokenizerJson, target.resolve(EncoderTokenizer.FILE));
            SafetensorsWriter.write(target.resolve(EncoderModel.FILE), weights);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the converted model", e);
        }
        return weights.stream()
                .mapToLong(weight -> weight.tensor().bytes().remaining() / Float.BYTES)
                .sum();
    }
}
