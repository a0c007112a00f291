package dev.freehold.contracts.decision;

import dev.freehold.contracts.model.Digest;
import java.util.List;

/** What policy says to a request. Anything that is not {@link Allowed} stops the action. */
public sealed interface Decision {
    /** UUID that the caller sees and the record carries. */
    String id();

    /**
     * @param bundle digest of the policy bundle that decided
     */
    record Allowed(String id, Digest bundle, List<Obligation> obligations) implements Decision {
        public Allowed {
            obligations = List.copyOf(obligations);
        }
    }

    /**
     * @param reasons at least one, sorted by code
     */
    record Denied(String id, Digest bundle, List<Reason> reasons) implements Decision {
        public Denied {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a denial has a reason");
            }
            reasons = List.copyOf(reasons);
        }
    }

    /** Policy could not answer: no bundle, a broken one, or a result that is no decision. */
    record Unavailable(String id, String cause) implements Decision {}
}
