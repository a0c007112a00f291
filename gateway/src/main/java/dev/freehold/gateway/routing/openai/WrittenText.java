package dev.freehold.gateway.routing.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult.Answered;
import dev.freehold.contracts.inference.TextSink;
import org.jspecify.annotations.Nullable;

/** A text as a stream of chunks writes it. */
final class WrittenText {
    private static final String DONE = "[DONE]";
    private static final int LONGEST = 16 << 20;
    private final boolean chat;
    private final TextSink sink;
    private final StringBuilder text = new StringBuilder();
    private long promptTokens;
    private long completionTokens;
    private long pieces;
    private boolean done;
    private boolean rejected;
    private @Nullable String finish;

    /**
     * @param estimate tokens that the prompt is taken to have until the server says
     */
    WrittenText(boolean chat, TextSink sink, long estimate) {
        this.chat = chat;
        this.sink = sink;
        this.promptTokens = estimate;
    }

    /** Takes one event; false once no more is wanted. The stream's own end follows the last event, so that one is none. */
    boolean event(String data) throws ServerFailed {
        if (done) {
            return false;
        }
        if (data.equals(DONE)) {
            done = true;
            return true;
        }
        JsonNode chunk = WireAnswers.tree(data);
        JsonNode error = chunk.path("error");
        if (error.path("type").asText().equals("invalid_request_error") && pieces == 0) {
            rejected = true;
            return true;
        }
        if (error.isObject()) {
            throw new ServerFailed("it broke in the middle of its stream");
        }
        JsonNode usage = chunk.path("usage");
        promptTokens = usage.path("prompt_tokens").asLong(promptTokens);
        completionTokens = usage.path("completion_tokens").asLong(completionTokens);
        JsonNode choice = chunk.path("choices").path(0);
        boolean wanted = piece(chat ? choice.path("delta").path("content") : choice.path("text"));
        if (choice.path("finish_reason").isTextual()) {
            finish = WireAnswers.finish(choice.path("finish_reason").textValue());
        }
        if (!wanted) {
            finish = "stop";
        }
        return wanted;
    }

    private boolean piece(JsonNode piece) throws ServerFailed {
        if (!piece.isTextual() || piece.textValue().isEmpty()) {
            return true;
        }
        String value = piece.textValue();
        if (text.length() + value.length() > LONGEST) {
            throw new ServerFailed("its text has more than " + LONGEST + " characters");
        }
        text.append(value);
        pieces++;
        return sink.accept(value);
    }

    /** Whether the server, which had begun its answer already, found that it does not take the request. */
    boolean rejected() {
        return rejected;
    }

    /**
     * The whole of it.
     *
     * @throws ServerFailed if the stream ended before the text did
     */
    Answered<Generated> answer() throws ServerFailed {
        String reason = finish;
        if (reason == null) {
            throw new ServerFailed("its stream ended before the text did");
        }
        // A stream that was cut never came to its usage; a piece is a token or a few.
        long tokens = Math.max(completionTokens, pieces);
        return new Answered<>(new Generated(text.toString(), reason, tokens), promptTokens);
    }
}
