package dev.freehold.registry.importing;

import java.util.Set;
import java.util.regex.Pattern;

/** What an archive's entry is, by its name; its content is looked at whatever it is. */
public enum EntryKind {
    /** The one model in ONNX. */
    ONNX,
    /** The one tokenizer. */
    TOKENIZER,
    /** A file of a Transformers folder, which lies at the archive's top or in one folder there. */
    TRANSFORMERS,
    /** Text about the model, and what comes along in a jar: looked at and left behind. */
    LEFT_BEHIND,
    /** Anything else: the archive is refused. */
    UNKNOWN;

    private static final Set<String> FILES = Set.of(
            "README.md",
            "added_tokens.json",
            "chat_template.jinja",
            "config.json",
            "generation_config.json",
            "merges.txt",
            "model.safetensors",
            "model.safetensors.index.json",
            "special_tokens_map.json",
            "tokenizer_config.json",
            "vocab.json",
            "vocab.txt");
    private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");
    private static final Pattern TOP = Pattern.compile("([^/]+/)?[^/]+");
    private static final Pattern ONNX_FILE = Pattern.compile(".*\\.onnx", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKENIZER_FILE = Pattern.compile(".*tokenizer\\.json", Pattern.CASE_INSENSITIVE);
    private static final Pattern ABOUT = Pattern.compile(
            "META-INF/.*|(.*/)?(README|LICENSE|LICENCE|NOTICE|USE_POLICY)[^/]*|.*\\.(class|md|txt)"
                    + "|(.*/)?\\.git(attributes|ignore)"
                    + "|(.*/)?(modules|sentence_bert_config|config_sentence_transformers|data_config)\\.json",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POOLING = Pattern.compile("(.*/)?1_Pooling/config\\.json");

    public static EntryKind of(String name) {
        if (POOLING.matcher(name).matches()) {
            return LEFT_BEHIND;
        }
        if (ONNX_FILE.matcher(name).matches()) {
            return ONNX;
        }
        if (TOKENIZER_FILE.matcher(name).matches()) {
            return TOKENIZER;
        }
        String file = base(name);
        if (TOP.matcher(name).matches()
                && (FILES.contains(file) || SHARD.matcher(file).matches())) {
            return TRANSFORMERS;
        }
        return ABOUT.matcher(name).matches() ? LEFT_BEHIND : UNKNOWN;
    }

    /** Whether it becomes part of the model. */
    public boolean isTaken() {
        return this == ONNX || this == TOKENIZER || this == TRANSFORMERS;
    }

    /** Name under which an entry is taken: never a path. */
    String target(String name) {
        return switch (this) {
            case ONNX -> "model.onnx";
            case TOKENIZER -> "tokenizer.json";
            case TRANSFORMERS -> base(name);
            case LEFT_BEHIND, UNKNOWN -> throw new IllegalStateException(name + " is not taken");
        };
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
