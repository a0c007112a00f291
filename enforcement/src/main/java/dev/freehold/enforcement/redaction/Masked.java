package dev.freehold.enforcement.redaction;

import dev.freehold.contracts.finding.Finding;
import java.util.List;

/**
 * Text in which findings are replaced by tokens such as {@code [EMAIL]}.
 *
 * @param findings what was replaced; positions are those of the text before masking
 */
public record Masked(String text, List<Finding> findings) {
    public Masked {
        findings = List.copyOf(findings);
    }

    /** Text stays out of logs, masked or not. */
    @Override
    public String toString() {
        return "Masked[" + text.length() + " characters, " + findings.size() + " findings]";
    }
}
