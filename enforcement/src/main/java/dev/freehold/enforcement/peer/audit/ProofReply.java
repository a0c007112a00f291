package dev.freehold.enforcement.peer.audit;

import dev.freehold.contracts.audit.ProofCheck;
import org.jspecify.annotations.Nullable;

/** A checked proof as it is sent: exactly one of the two. */
public record ProofReply(ProofCheck.@Nullable Proved proved, ProofCheck.@Nullable Refuted refuted) {
    public ProofReply {
        if ((proved == null) == (refuted == null)) {
            throw new IllegalArgumentException("a proof is proved or refuted");
        }
    }

    public static ProofReply of(ProofCheck check) {
        return check instanceof ProofCheck.Proved proved
                ? new ProofReply(proved, null)
                : new ProofReply(null, (ProofCheck.Refuted) check);
    }

    public ProofCheck check() {
        return proved != null ? proved : java.util.Objects.requireNonNull(refuted);
    }
}
