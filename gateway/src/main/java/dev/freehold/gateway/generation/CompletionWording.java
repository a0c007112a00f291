package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.inference.GenerationRequest.Prompt;
import java.util.List;

/** The words of POST /v1/completions. */
record CompletionWording() implements Wording {
    private static final String OBJECT = "text_completion";
    private static final String TEXT = "text";

    @Override
    public String action() {
        return Actions.MODEL_COMPLETE;
    }

    @Override
    public String field() {
        return "prompt";
    }

    @Override
    public String idPrefix() {
        return "cmpl-";
    }

    @Override
    public String whole() {
        return OBJECT;
    }

    @Override
    public String chunk() {
        return OBJECT;
    }

    @Override
    public Prompt prompt(List<String> texts) {
        return new Prompt.Text(texts.get(0));
    }

    @Override
    public void writeWhole(ObjectNode choice, String text) {
        choice.put(TEXT, text);
    }

    @Override
    public boolean hasOpening() {
        return false;
    }

    @Override
    public void writeOpening(ObjectNode choice) {
        choice.put(TEXT, "");
    }

    @Override
    public void writePiece(ObjectNode choice, String text) {
        choice.put(TEXT, text);
    }

    @Override
    public void writeLast(ObjectNode choice) {
        choice.put(TEXT, "");
    }
}
