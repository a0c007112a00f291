package dev.freehold.finetune.evaluation;

import dev.freehold.contracts.model.LeakTest;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a tuned model did beside its base: what an approver sees. */
public sealed interface Figures permits Evaluation, ChatEvaluation {
    /** The figures as canonical JSON: fractions are decimal strings, since canonical numbers are whole. */
    String canonical();

    /** Whether the tuned model was shown not to recite what it learned. */
    LeakTest leakTest();

    /** The figures in one sentence, for whoever watches the run. */
    String sentence();

    /** A figure with six decimals, such as {@code 0.912345}: finer than any held-out set can tell. */
    static String decimal(double figure) {
        return BigDecimal.valueOf(figure).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }
}
