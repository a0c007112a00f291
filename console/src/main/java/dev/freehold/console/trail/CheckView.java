package dev.freehold.console.trail;

import dev.freehold.contracts.audit.ProofCheck;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What checking a record's proof came to, in words.
 *
 * @param made whether it was checked at all
 * @param good whether the ledger holds exactly these bytes
 * @param key the verifier key that was used; empty where nothing was proved
 * @param root the root hash that was signed; empty where nothing was proved
 */
public record CheckView(
        boolean made, boolean good, String heading, String sentence, String key, String root, String time) {
    static final CheckView NONE = new CheckView(false, false, "", "", "", "", "");

    static CheckView of(Optional<ProofCheck> answer, Instant now) {
        ProofCheck check = answer.orElse(null);
        if (check == null) {
            return new CheckView(
                    true,
                    false,
                    "This could not be proved",
                    "The ledger has no such record any more, though it was shown a moment ago. Tell whoever runs this platform.",
                    "",
                    "",
                    Words.seconds(now));
        }
        if (check instanceof ProofCheck.Proved proved) {
            return new CheckView(
                    true,
                    true,
                    "Proved",
                    String.format(
                            Locale.ROOT,
                            "The ledger holds exactly these bytes at index %,d. The signed checkpoint covers %,d records.",
                            proved.index(),
                            proved.size()),
                    proved.key(),
                    proved.root(),
                    Words.seconds(now));
        }
        ProofCheck.Refuted refuted = (ProofCheck.Refuted) check;
        return new CheckView(
                true,
                false,
                "This is not proved",
                "There is evidence against the proof or the ledger (" + refuted.fault() + "): " + refuted.detail()
                        + ". Keep both files below and show them to your auditor.",
                "",
                "",
                Words.seconds(now));
    }
}
