package dev.freehold.audit.verify;

import dev.freehold.audit.ledger.checkpoint.Checkpoint;
import dev.freehold.audit.ledger.checkpoint.Opened;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.merkle.ProofCheck;
import dev.freehold.audit.ledger.merkle.Proofs;
import dev.freehold.audit.ledger.proof.TlogProof;
import dev.freehold.audit.ledger.tile.LogSource;
import dev.freehold.audit.ledger.tile.MisshapenTileException;
import dev.freehold.audit.ledger.tile.TiledNodes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/** Answers the three questions that an outsider has about a log, believing nothing but the keys it was given. */
public final class Verifier {
    private final TrustedKeys keys;

    public Verifier(TrustedKeys keys) {
        this.keys = keys;
    }

    /**
     * Is the log exactly what its checkpoint signs?
     *
     * @param progress is told how many entries of how many were checked
     */
    public Verdict log(String name, LogSource source, Progress progress) {
        return verdict(name, () -> {
            byte[] file = source.read("checkpoint", Checkpoint.LARGEST_FILE)
                    .orElseThrow(() -> new IOException("there is no checkpoint"));
            Checkpoint checkpoint = open("checkpoint", file);
            LongConsumer count = done -> progress.checked(done, checkpoint.size());
            new LogVerification(source, checkpoint).run(count);
            return verified(name, "the log " + checkpoint.origin() + " is whole and unaltered", checkpoint);
        });
    }

    /** Is the leaf in the log? */
    public Verdict proof(String name, byte[] leaf, byte[] file) {
        return verdict(name, () -> {
            TlogProof proof;
            try {
                proof = TlogProof.parse(file);
            } catch (IllegalArgumentException e) {
                throw new FaultFound(Fault.in(FaultKind.PROOF_MALFORMED, name, String.valueOf(e.getMessage())));
            }
            Checkpoint checkpoint = open(name, proof.signedCheckpoint());
            if (!ProofCheck.included(
                    Hash.ofLeaf(leaf), proof.index(), checkpoint.size(), proof.path(), checkpoint.root())) {
                throw new FaultFound(Fault.at(
                        FaultKind.PROOF_WRONG,
                        name,
                        proof.index(),
                        "it does not lead from this leaf to the root that was signed"));
            }
            return verified(
                    name, "the leaf is entry " + proof.index() + " of the log " + checkpoint.origin(), checkpoint);
        });
    }

    /** Is the older checkpoint's log the beginning of the newer one's? */
    public Verdict consistency(String name, byte[] older, byte[] newer, LogSource source) {
        return verdict(name, () -> {
            Checkpoint before = open("the older checkpoint", older);
            Checkpoint after = open("the newer checkpoint", newer);
            if (after.size() < before.size()) {
                throw new FaultFound(Fault.at(
                        FaultKind.LOG_SHRANK,
                        name,
                        after.size(),
                        "it had " + before.size() + " entries, then " + after.size()));
            }
            if (after.size() == before.size() && !after.root().equals(before.root())) {
                throw new FaultFound(
                        Fault.in(FaultKind.ROOTS_DIFFER, name, "two roots were signed for size " + before.size()));
            }
            if (before.size() > 0 && before.size() < after.size()) {
                grown(name, before, after, source);
            }
            return verified(
                    name, "the log only grew, from " + before.size() + " to " + after.size() + " entries", after);
        });
    }

    private static void grown(String name, Checkpoint before, Checkpoint after, LogSource source)
            throws IOException, FaultFound {
        Proofs proofs = new Proofs(new TiledNodes(source, after.size()));
        Hash root;
        List<Hash> path;
        try {
            root = proofs.root(after.size());
            path = proofs.consistency(before.size(), after.size());
        } catch (FileNotFoundException e) {
            throw new FaultFound(
                    Fault.in(FaultKind.TILE_MISSING, String.valueOf(e.getMessage()), "there is no such file"));
        } catch (MisshapenTileException e) {
            throw new FaultFound(Fault.in(
                    e.isTooLong() ? FaultKind.TILE_EXTRA : FaultKind.TILE_SHORT,
                    e.tile().path(),
                    String.valueOf(e.getMessage())));
        }
        if (!root.equals(after.root())) {
            throw new FaultFound(Fault.in(
                    FaultKind.HASH_OTHER, name, "the tiles give root " + root + ", signed was " + after.root()));
        }
        if (!ProofCheck.consistent(before.size(), after.size(), path, before.root(), after.root())) {
            throw new FaultFound(Fault.in(
                    FaultKind.HISTORY_REWRITTEN,
                    name,
                    "the first " + before.size() + " entries are not those that were signed before"));
        }
    }

    private Checkpoint open(String file, byte[] signed) throws FaultFound {
        Opened opened = keys.open(signed);
        if (opened instanceof Opened.Refused refused) {
            throw new FaultFound(Fault.in(kind(refused.cause()), file, refused.detail()));
        }
        return ((Opened.Trusted) opened).checkpoint();
    }

    private static FaultKind kind(Opened.Cause cause) {
        return switch (cause) {
            case MALFORMED_NOTE -> FaultKind.NOTE_MALFORMED;
            case WRONG_SIGNATURE -> FaultKind.SIGNATURE_WRONG;
            case MISSING_SIGNATURE -> FaultKind.SIGNATURE_MISSING;
            case MALFORMED_CHECKPOINT -> FaultKind.CHECKPOINT_MALFORMED;
            case OTHER_ORIGIN -> FaultKind.ORIGIN_OTHER;
        };
    }

    private static Verdict verified(String name, String claim, Checkpoint checkpoint) {
        return new Verdict.Verified(
                name, claim, checkpoint.size(), checkpoint.root().base64());
    }

    private static Verdict verdict(String name, Check check) {
        try {
            return check.run();
        } catch (FaultFound e) {
            return new Verdict.Faulty(name, e.fault());
        } catch (IOException e) {
            return new Verdict.Unchecked(name, String.valueOf(e.getMessage()));
        }
    }

    /** One of the three verifications. */
    private interface Check {
        Verdict run() throws IOException, FaultFound;
    }

    /** Sees how far a verification is. */
    @FunctionalInterface
    public interface Progress {
        void checked(long entries, long of);
    }
}
