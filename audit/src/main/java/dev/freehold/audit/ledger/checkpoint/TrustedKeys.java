package dev.freehold.audit.ledger.checkpoint;

import dev.freehold.audit.ledger.note.Ed25519Verifier;
import dev.freehold.audit.ledger.note.EncodedKey;
import dev.freehold.audit.ledger.note.Note;
import dev.freehold.audit.ledger.note.NoteSignature;
import dev.freehold.audit.ledger.note.NoteVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys without whose signatures a checkpoint is not believed: the log's own, and those of required cosigners. */
public final class TrustedKeys {
    private final NoteVerifier log;
    private final List<NoteVerifier> all;

    private TrustedKeys(NoteVerifier log, List<NoteVerifier> all) {
        this.log = log;
        this.all = List.copyOf(all);
    }

    /**
     * Reads a list of verifier keys.
     *
     * @param lines the log's key first, then one required cosigner on each line; blank lines do not count
     * @throws IllegalArgumentException naming the line that is no key
     */
    public static TrustedKeys parse(String lines) {
        List<NoteVerifier> keys = new ArrayList<>();
        int number = 0;
        for (String line : lines.split("\n", -1)) {
            number++;
            String key = line.strip();
            if (!key.isEmpty()) {
                keys.add(verifier(key, number, keys.isEmpty()));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no verifier key: the first line is the log's");
        }
        return new TrustedKeys(keys.get(0), keys);
    }

    /** Believes one log key alone. */
    public static TrustedKeys of(EncodedKey log) {
        NoteVerifier verifier = new Ed25519Verifier(log);
        return new TrustedKeys(verifier, List.of(verifier));
    }

    private static NoteVerifier verifier(String line, int number, boolean isLog) {
        try {
            EncodedKey key = EncodedKey.parse(line);
            return switch (key.algorithm()) {
                case Ed25519Verifier.ALGORITHM -> new Ed25519Verifier(key);
                case CosignatureVerifier.ALGORITHM -> cosigner(isLog, new CosignatureVerifier(key));
                case MlDsaCosignatureVerifier.ALGORITHM -> cosigner(isLog, new MlDsaCosignatureVerifier(key));
                default ->
                    throw new IllegalArgumentException(
                            "algorithm " + key.algorithm() + " is not supported; supported are 1, 4 and 6");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " is no verifier key: " + e.getMessage(), e);
        }
    }

    private static NoteVerifier cosigner(boolean isLog, NoteVerifier verifier) {
        if (isLog) {
            throw new IllegalArgumentException("a cosigner's key stands where the log's must stand");
        }
        return verifier;
    }

    /** The name that a checkpoint of this log must carry. */
    public String origin() {
        return log.name();
    }

    /** Reads a signed checkpoint and believes it only if every key signed it. */
    public Opened open(byte[] signedCheckpoint) {
        Note note;
        try {
            note = Note.parse(signedCheckpoint);
        } catch (IllegalArgumentException e) {
            return new Opened.Refused(Opened.Cause.MALFORMED_NOTE, String.valueOf(e.getMessage()));
        }
        Optional<NoteSignature> wrong = note.wrongSignature(all);
        if (wrong.isPresent()) {
            return new Opened.Refused(
                    Opened.Cause.WRONG_SIGNATURE,
                    "the signature of " + wrong.get().name() + " is not over this text");
        }
        for (NoteVerifier key : all) {
            if (!note.signedBy(key)) {
                return new Opened.Refused(
                        Opened.Cause.MISSING_SIGNATURE, key.name() + " (key " + key.id() + ") did not sign");
            }
        }
        try {
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            return checkpoint.origin().equals(origin())
                    ? new Opened.Trusted(checkpoint)
                    : new Opened.Refused(
                            Opened.Cause.OTHER_ORIGIN, "it is of " + checkpoint.origin() + ", not of " + origin());
        } catch (IllegalArgumentException e) {
            return new Opened.Refused(Opened.Cause.MALFORMED_CHECKPOINT, String.valueOf(e.getMessage()));
        }
    }
}
