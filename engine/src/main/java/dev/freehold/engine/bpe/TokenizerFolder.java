package dev.freehold.engine.bpe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes a vocabulary as tokenizer.json and tokenizer_config.json. The same vocabulary gives the same bytes. */
public final class TokenizerFolder {
    /** Name of the tokenizer's file. */
    public static final String TOKENIZER = "tokenizer.json";
    /** Name of the file with special tokens and chat template. */
    public static final String CONFIG = "tokenizer_config.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "type";
    private static final String BYTE_LEVEL = "ByteLevel";

    private TokenizerFolder() {}

    /**
     * What the model that reads these tokens needs to know beside them.
     *
     * @param endOfTurn special token at which generation stops
     * @param padding special token that fills shorter rows
     * @param chatTemplate in Jinja
     * @param maxTokens longest input
     */
    public record Settings(String endOfTurn, String padding, String chatTemplate, int maxTokens) {}

    /**
     * Writes both files into a folder that has neither.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the folder has one
     */
    public static void write(Path folder, BytePairs pairs, Settings settings) throws IOException {
        if (!pairs.special().containsAll(List.of(settings.endOfTurn(), settings.padding()))) {
            throw new IllegalArgumentException("end of turn and padding must be special tokens of the vocabulary");
        }
        Files.createDirectories(folder);
        write(folder.resolve(TOKENIZER), tokenizer(pairs));
        write(folder.resolve(CONFIG), config(settings));
    }

    private static void write(Path file, ObjectNode root) throws IOException {
        byte[] text = (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file, text, StandardOpenOption.CREATE_NEW);
    }

    private static ObjectNode tokenizer(BytePairs pairs) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (int id = 0; id < pairs.special().size(); id++) {
            ObjectNode token = added.addObject();
            token.put("id", id).put("content", pairs.special().get(id));
            List.of("single_word", "lstrip", "rstrip", "normalized").forEach(flag -> token.put(flag, false));
            token.put("special", true);
        }
        root.putNull("normalizer");
        ObjectNode cut = root.putObject("pre_tokenizer");
        ArrayNode cuts = cut.put(TYPE, "Sequence").putArray("pretokenizers");
        cuts.addObject().put(TYPE, "Digits").put("individual_digits", true);
        byteLevel(cuts.addObject());
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        model(root.putObject("model"), pairs);
        return root;
    }

    private static void byteLevel(ObjectNode node) {
        node.put(TYPE, BYTE_LEVEL);
        node.put("add_prefix_space", false).put("trim_offsets", true).put("use_regex", true);
    }

    private static void model(ObjectNode model, BytePairs pairs) {
        model.put(TYPE, "BPE");
        List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")
                .forEach(model::putNull);
        List.of("fuse_unk", "byte_fallback", "ignore_merges").forEach(flag -> model.put(flag, false));
        ObjectNode vocabulary = model.putObject("vocab");
        pairs.tokens().forEach(token -> vocabulary.put(token, vocabulary.size()));
        ArrayNode merges = model.putArray("merges");
        // As one text with a blank between: what old and new libraries read alike.
        pairs.merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
    }

    private static ObjectNode config(Settings settings) {
        ObjectNode root = JSON.createObjectNode();
        root.put("tokenizer_class", "PreTrainedTokenizerFast");
        root.putNull("bos_token");
        root.put("eos_token", settings.endOfTurn());
        root.put("pad_token", settings.padding());
        root.put("add_bos_token", false).put("add_eos_token", false);
        root.put("clean_up_tokenization_spaces", false);
        root.put("model_max_length", settings.maxTokens());
        root.put("chat_template", settings.chatTemplate());
        return root;
    }
}
