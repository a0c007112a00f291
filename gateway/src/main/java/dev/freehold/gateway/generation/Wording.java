package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.GenerationRequest.Prompt;
import java.util.List;

/** What is peculiar to one of OpenAI's two text surfaces: how a prompt is put, and how an answer's choice is written. */
interface Wording {
    String action();

    /** The request's field that holds the inputs. */
    String field();

    /** What an answer's id begins with. */
    String idPrefix();

    /** The {@code object} of a whole answer. */
    String whole();

    /** The {@code object} of a stream's chunk. */
    String chunk();

    /**
     * @param texts the inputs as policy lets the model see them
     */
    Prompt prompt(List<String> texts);

    void writeWhole(ObjectNode choice, String text);

    /** Whether a chunk without text precedes the first piece. */
    boolean hasOpening();

    void writeOpening(ObjectNode choice);

    void writePiece(ObjectNode choice, String text);

    void writeLast(ObjectNode choice);
}
