package dev.freehold.finetune.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.finetune.leak.LeakReport;
import java.nio.charset.StandardCharsets;

/** How a tuned chat model did: its loss beside the base's, and whether it recites planted secrets. */
public record ChatEvaluation(LossComparison loss, LeakReport leak) implements Figures {
    @Override
    public String canonical() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("schema", "freehold.evaluation/1");
        document.put("metric", "held_out_loss");
        document.put("held_out_rows", loss.rows());
        document.put("held_out_tokens", loss.tokens());
        document.put("base_loss", Figures.decimal(loss.base()));
        document.put("tuned_loss", Figures.decimal(loss.tuned()));
        document.put("gain", Figures.decimal(loss.base() - loss.tuned()));
        document.put("gain_low", Figures.decimal(loss.gain().low()));
        document.put("gain_high", Figures.decimal(loss.gain().high()));
        document.set("leak_test", leak.json());
        return new String(CanonicalJson.bytes(document), StandardCharsets.UTF_8);
    }

    @Override
    public LeakTest leakTest() {
        return leak.verdict();
    }

    @Override
    public String sentence() {
        return "loss on held-out rows: base " + Figures.decimal(loss.base()) + ", tuned "
                + Figures.decimal(loss.tuned()) + "; leak test "
                + leak.verdict().wireName() + ": " + leak.reason();
    }
}
