package dev.freehold.engine.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freehold.engine.chat.ChatTurn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the two JVMs say to each other: one JSON object a line. The worker greets first; then each call is answered by any
 * number of lines with {@code progress}, {@code snapshot} or {@code piece} and one with {@code result} or {@code refused}. The line {@link #stop}
 * is no call: it ends the generation under way. For the worker and its handle only.
 */
public final class Protocol {
    /** Longest line, in bytes. */
    public static final int MAX_LINE = 64 << 20;
    /** Most texts of one call. */
    public static final int MAX_TEXTS = 2048;
    /** Longest text of one call, in characters. */
    public static final int MAX_TEXT = 1_000_000;

    private static final String STOP = "{\"stop\":true}";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_LINE)
                        .build());
    }

    private Protocol() {}

    /**
     * A call.
     *
     * @param call which
     * @param argument a record of this class
     */
    public record Request(String call, JsonNode argument) {}

    /**
     * A line from the worker; one of its parts is there.
     *
     * @param greeting network namespace that the worker finds itself in
     * @param progress of a tuning
     * @param snapshot that a tuning saved
     * @param piece of a text that is being written
     * @param result of the call
     * @param refused why the call has no result, where the caller can do something about it
     */
    public record Response(
            @Nullable String greeting,
            @Nullable TuningProgress progress,
            @Nullable SavedSnapshot snapshot,
            @Nullable String piece,
            @Nullable JsonNode result,
            @Nullable String refused) {
        /** Whether the call goes on after this line. */
        boolean isPart() {
            return progress != null || snapshot != null || piece != null;
        }

        /** First line of a worker. */
        public static Response greeting(String namespace) {
            return new Response(namespace, null, null, null, null, null);
        }

        /** A step of the tuning under way. */
        public static Response progress(TuningProgress progress) {
            return new Response(null, progress, null, null, null, null);
        }

        /** What the tuning under way saved. */
        public static Response snapshot(SavedSnapshot snapshot) {
            return new Response(null, null, snapshot, null, null, null);
        }

        /** What follows of the text under way. */
        public static Response piece(String piece) {
            return new Response(null, null, null, piece, null, null);
        }

        /** End of a call that succeeded. */
        public static Response result(Object result) {
            return new Response(null, null, null, null, JSON.valueToTree(result), null);
        }

        /** End of a call that was refused. */
        public static Response refused(String why) {
            return new Response(null, null, null, null, null, why);
        }
    }

    /** Argument of {@code convert}. */
    public record Convert(String onnx, String tokenizer, String target, List<String> sentences) {}

    /** Argument of {@code load}. */
    public record Load(String handle, String base, @Nullable String adapter) {}

    /** Argument of {@code unload}. */
    public record Unload(String handle) {}

    /** Argument of {@code embed}, {@code classify}, {@code logits} and {@code score}. */
    public record Texts(String handle, List<String> texts) {}

    /** Argument of {@code tune}. */
    public record Tune(
            String base,
            List<Example> train,
            String adapter,
            TuningParameters parameters,
            long seed,
            @Nullable String snapshots) {}

    /** Argument of {@code generate}; of text and turns, one is there. */
    public record Generate(
            String handle,
            @Nullable String text,
            @Nullable List<ChatTurn> turns,
            int maxTokens,
            double temperature,
            double topP,
            List<String> stop,
            @Nullable Long seed) {
        /** The call for a spec. */
        static Generate of(String handle, GenerationSpec spec) {
            GenerationSpec.Prompt prompt = spec.prompt();
            return new Generate(
                    handle,
                    prompt instanceof GenerationSpec.Prompt.Text text ? wellFormed(text.text()) : null,
                    prompt instanceof GenerationSpec.Prompt.Chat chat ? wellFormed(chat.turns()) : null,
                    spec.maxTokens(),
                    spec.temperature(),
                    spec.topP(),
                    spec.stop().stream().map(Protocol::wellFormed).toList(),
                    spec.seed());
        }

        private static List<ChatTurn> wellFormed(List<ChatTurn> turns) {
            return turns.stream()
                    .map(turn -> new ChatTurn(Protocol.wellFormed(turn.role()), Protocol.wellFormed(turn.content())))
                    .toList();
        }

        private static String wellFormed(String text) {
            return Protocol.wellFormed(text);
        }

        /** The spec that it was made of. */
        public GenerationSpec spec() {
            GenerationSpec.Prompt prompt = turns == null
                    ? new GenerationSpec.Prompt.Text(text == null ? "" : text)
                    : new GenerationSpec.Prompt.Chat(turns);
            return new GenerationSpec(prompt, maxTokens, temperature, topP, stop, seed);
        }
    }

    /** Argument of {@code merge}. */
    public record Merge(String base, String adapter, String target) {}

    /** Argument of {@code tune_chat}. */
    public record TuneChat(
            String base,
            List<List<ChatTurn>> train,
            List<List<ChatTurn>> heldOut,
            String target,
            TuningParameters parameters,
            long seed,
            @Nullable String snapshots) {}

    /** Argument of {@code trial}. */
    public record Trial(String base, boolean chat) {}

    /** Argument of {@code probe}. */
    public record Probe(String host, int port) {}

    /** Writes a line, without its end mark. */
    public static byte[] line(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            // The cause could quote a text.
            throw new IllegalStateException(
                    "a message cannot be written as JSON: " + e.getClass().getSimpleName());
        }
    }

    /** A call's line. */
    public static byte[] request(String call, Object argument) {
        return line(new Request(call, JSON.valueToTree(argument)));
    }

    /** The line that ends a generation under way. */
    public static byte[] stop() {
        return STOP.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a line is {@link #stop}. */
    public static boolean isStop(String line) {
        return line.equals(STOP);
    }

    /** Reads a line. */
    public static <T> T read(String line, Class<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the protocol is not a " + type.getSimpleName());
        }
    }

    /** Reads a part of a line. */
    public static <T> T read(JsonNode node, Class<T> type) {
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a part of the protocol is not a " + type.getSimpleName());
        }
    }

    /** A text that UTF-8 can carry: halves of surrogate pairs are replaced. */
    static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
