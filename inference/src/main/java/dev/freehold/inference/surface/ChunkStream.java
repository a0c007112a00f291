package dev.freehold.inference.surface;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.TextSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text as OpenAI streams one: a server-sent event a piece, one with the reason for the end, one with the usage, the end's mark. */
final class ChunkStream implements TextSink {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final String model;
    private final boolean chat;

    ChunkStream(OutputStream out, String model, boolean chat) {
        this.out = out;
        this.model = model;
        this.chat = chat;
    }

    /** A reader that is gone wants no more. */
    @Override
    public boolean accept(String piece) {
        try {
            write(SurfaceJson.bytes(chunk(piece, null)));
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Writes how it ended; the status was sent before the worker was asked, so a failure is an event too. */
    void end(InferenceResult<Generated> result, boolean usageWanted) throws IOException {
        if (result instanceof InferenceResult.Answered<Generated> answered) {
            write(SurfaceJson.bytes(chunk("", answered.answer().finishReason())));
            if (usageWanted) {
                ObjectNode last = frame();
                last.putArray("choices");
                last.set(
                        "usage",
                        SurfaceAnswers.usage(
                                answered.promptTokens(), answered.answer().completionTokens()));
                write(SurfaceJson.bytes(last));
            }
        } else if (result instanceof InferenceResult.Rejected<Generated> rejected) {
            write(SurfaceJson.bytes(SurfaceRefusal.rejected(rejected.sentence()).body()));
        } else {
            String cause = ((InferenceResult.Unavailable<Generated>) result).cause();
            write(SurfaceJson.bytes(SurfaceRefusal.unavailable(cause).body()));
        }
        write(DONE);
    }

    private ObjectNode frame() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", chat ? "chat.completion.chunk" : "text_completion")
                .put("model", model);
    }

    private ObjectNode chunk(String piece, @Nullable String finish) {
        ObjectNode frame = frame();
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        if (chat) {
            choice.putObject("delta").put("content", piece);
        } else {
            choice.put("text", piece);
        }
        choice.put("finish_reason", finish);
        return frame;
    }

    private void write(byte[] event) throws IOException {
        out.write(DATA);
        out.write(event);
        out.write(END);
        out.flush();
    }
}
