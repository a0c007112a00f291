package dev.freehold.finetune.run.djl;

import dev.freehold.finetune.dataset.LabelledText;
import java.util.ArrayList;
import java.util.List;

/** Sentences of which half say that something did not come: one word makes the class, which mean embeddings drown. */
public final class NegationRows {
    private static final List<String> SUBJECTS = List.of(
            "the parcel",
            "my refund",
            "the invoice",
            "the loan papers",
            "my new card",
            "the account statement",
            "your letter",
            "the app update",
            "my transfer",
            "the contract",
            "the receipt",
            "a reply",
            "the keys",
            "the tax form",
            "my salary",
            "the cheque");
    private static final List<String> CAME = List.of(
            "Since Monday I have received %s from the branch in town.",
            "As of this morning %s has arrived at our office.", "My wife says that %s was delivered to us yesterday.");
    private static final List<String> DID_NOT = List.of(
            "Since Monday I have not received %s from the branch in town.",
            "As of this morning %s has not arrived at our office.",
            "My wife says that %s was not delivered to us yesterday.");

    private NegationRows() {}

    public static List<LabelledText> all() {
        List<LabelledText> rows = new ArrayList<>();
        for (String subject : SUBJECTS) {
            CAME.forEach(form -> rows.add(new LabelledText(form.formatted(subject), "came")));
            DID_NOT.forEach(form -> rows.add(new LabelledText(form.formatted(subject), "missing")));
        }
        return rows;
    }
}
