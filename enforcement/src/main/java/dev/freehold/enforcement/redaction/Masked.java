package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import java.util.List;
import java.util.Locale;

/**
 * Text in which findings are replaced by tokens such as {@code [EMAIL]}.
 *
 * @param findings what was replaced; positions are those of the text before masking
 */
public record Masked(String text, List<Finding> findings) {
    public Masked {
        findings = List.copyOf(findings);
    }

    /** Puts a token in the place of each finding; they come in order and do not overlap. */
    static Masked of(String text, List<Finding> findings) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : findings) {
            out.append(text, from, finding.start())
                    .append('[')
                    .append(finding.type().toUpperCase(Locale.ROOT))
                    .append(']');
            from = finding.end();
        }
        return new Masked(out.append(text, from, text.length()).toString(), findings);
    }

    /** Text stays out of logs, masked or not. */
    @Override
    public String toString() {
        return "Masked[" + text.length() + " characters, " + findings.size() + " findings]";
    }
}
