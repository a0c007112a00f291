package dev.freehold.engine.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model folder whose weights include a head: Transformers' BertForSequenceClassification. The names of its classes are
 * config.json's {@code id2label}.
 */
public final class ClassifierFolder {
    private static final String ARCHITECTURE = "BertForSequenceClassification";
    private static final String PREFIX = "bert.";
    private static final int MAX_CLASSES = 1000;
    /** Files of a tokenizer; all but tokenizer.json are for other loaders. */
    private static final List<String> TOKENIZER =
            List.of(EncoderTokenizer.FILE, "tokenizer_config.json", "special_tokens_map.json", "vocab.txt");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ClassifierFolder() {}

    /** Whether a model folder claims to hold a classifier. */
    public static boolean claimed(Path folder) {
        return EncoderConfig.json(folder).path("architectures").path(0).asText().equals(ARCHITECTURE);
    }

    /**
     * Opens the classifier of a folder that has been loaded.
     *
     * @throws UnsupportedModel if the folder holds no head, or more than one class may be right at once
     */
    public static Classifier open(Tensors scope, EncoderModel model) {
        JsonNode config = EncoderConfig.json(model.folder());
        String problem = config.path("problem_type").asText("null");
        if (!problem.equals("null") && !problem.equals("single_label_classification")) {
            throw new UnsupportedModel(
                    EncoderConfig.FILE + ": problem_type must be single_label_classification, is " + problem);
        }
        List<String> labels = labels(config);
        Tensors memory = scope.inner();
        try {
            List<PtNDArray> head = model.further(memory, EncoderHead.of(model.config(), labels.size()))
                    .orElseThrow(() -> new UnsupportedModel(EncoderModel.FILE + " holds no pooler"));
            return new Classifier(memory, model, Adaptation.headOnly(0), labels, head);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** The names of the classes; Transformers writes none where they are LABEL_0 and LABEL_1. */
    private static List<String> labels(JsonNode config) {
        JsonNode names = config.path("id2label");
        int classes = names.isMissingNode() ? config.path("num_labels").asInt(2) : names.size();
        if (classes < 2 || classes > MAX_CLASSES) {
            throw new UnsupportedModel(EncoderConfig.FILE + ": id2label must name 2 to " + MAX_CLASSES + " classes");
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            labels.add(names.path(String.valueOf(i)).asText("LABEL_" + i));
        }
        return labels;
    }

    /**
     * Refuses a folder that holds a model already.
     *
     * @throws UnsupportedModel naming the file that is there
     */
    public static void checkFree(Path folder) {
        for (String name : List.of(EncoderConfig.FILE, EncoderModel.FILE, EncoderTokenizer.FILE)) {
            if (Files.exists(folder.resolve(name))) {
                throw new UnsupportedModel("the model folder already holds " + name);
            }
        }
    }

    /**
     * Writes a whole model. The configuration comes last: a folder that has it is whole.
     *
     * @param base whose tokenizer and sizes it has
     * @param values of all weights: the encoder's, then the head's
     */
    public static void save(Path folder, EncoderModel base, List<String> labels, List<float[]> values) {
        checkFree(folder);
        List<SafetensorsWriter.Floats> weights = new ArrayList<>();
        for (NamedShape weight : EncoderLayout.weights(base.config())) {
            weights.add(
                    new SafetensorsWriter.Floats(PREFIX + weight.name(), weight.shape(), values.get(weights.size())));
        }
        for (NamedShape weight : EncoderHead.of(base.config(), labels.size())) {
            weights.add(new SafetensorsWriter.Floats(weight.name(), weight.shape(), values.get(weights.size())));
        }
        try {
            Files.createDirectories(folder);
            SafetensorsWriter.write(folder.resolve(EncoderModel.FILE), weights);
            for (String name : TOKENIZER) {
                if (Files.exists(base.folder().resolve(name))) {
                    Files.copy(base.folder().resolve(name), folder.resolve(name));
                }
            }
            Files.write(folder.resolve(EncoderConfig.FILE), json(base.config(), labels));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model folder", e);
        }
    }

    private static byte[] json(EncoderConfig config, List<String> labels) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(config.json());
        root.putArray("architectures").add(ARCHITECTURE);
        root.put("problem_type", "single_label_classification");
        ObjectNode names = root.putObject("id2label");
        ObjectNode places = root.putObject("label2id");
        for (int i = 0; i < labels.size(); i++) {
            names.put(String.valueOf(i), labels.get(i));
            places.put(labels.get(i), i);
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
