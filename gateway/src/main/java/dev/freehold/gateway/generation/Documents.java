package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.http.JsonBytes;
import dev.freehold.gateway.stream.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one answer, whole or in chunks, as OpenAI's clients read it.
 *
 * @param id without its prefix
 * @param created seconds since 1970
 * @param usageWanted whether a stream ends with its token usage
 */
record Documents(String id, long created, boolean usageWanted, Wording wording, ModelVersion model) implements Frames {
    private static final String USAGE = "usage";
    private static final int FINGERPRINT_DIGITS = 10;

    byte[] whole(String text, Generated answer, long promptTokens) {
        ObjectNode document =
                document(wording.whole(), choice -> wording.writeWhole(choice, text), answer.finishReason());
        document.set(USAGE, usage(answer, promptTokens));
        return JsonBytes.of(document);
    }

    @Override
    public List<byte[]> opening() {
        return wording.hasOpening() ? List.of(chunk(wording::writeOpening)) : List.of();
    }

    @Override
    public byte[] piece(String text) {
        return chunk(choice -> wording.writePiece(choice, text));
    }

    @Override
    public List<byte[]> ending(Generated answer, long promptTokens, Proof proof) {
        List<ObjectNode> ending = new ArrayList<>();
        ending.add(document(wording.chunk(), wording::writeLast, answer.finishReason()));
        if (usageWanted) {
            ending.get(0).putNull(USAGE);
            ObjectNode usage = heading(wording.chunk());
            usage.putArray("choices");
            usage.set(USAGE, usage(answer, promptTokens));
            ending.add(usage);
        }
        ObjectNode freehold = ending.get(ending.size() - 1).putObject("freehold");
        freehold.put("receipt", proof.receipt()).put("decision", proof.decision());
        proof.masked().forEach(freehold.putArray("masked")::add);
        return ending.stream().map(JsonBytes::of).toList();
    }

    private byte[] chunk(Consumer<ObjectNode> text) {
        ObjectNode chunk = document(wording.chunk(), text, null);
        if (usageWanted) {
            chunk.putNull(USAGE);
        }
        return JsonBytes.of(chunk);
    }

    private ObjectNode document(String object, Consumer<ObjectNode> text, @Nullable String finishReason) {
        ObjectNode document = heading(object);
        ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
        text.accept(choice);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return document;
    }

    private ObjectNode heading(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", wording.idPrefix() + id)
                .put("object", object)
                .put("created", created)
                .put("model", model.name())
                .put("system_fingerprint", "fp_" + model.digest().hex().substring(0, FINGERPRINT_DIGITS));
    }

    private static ObjectNode usage(Generated answer, long promptTokens) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", answer.completionTokens())
                .put("total_tokens", promptTokens + answer.completionTokens());
    }
}
