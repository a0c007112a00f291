package dev.freehold.enforcement.http;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.identity.internal.InternalCall;
import dev.freehold.enforcement.identity.internal.InternalVerifier;
import dev.freehold.enforcement.identity.internal.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Lets services of this house in, each to what it may ask for; nobody, where this process knows no peer's key. */
public final class InternalDoor {
    public static final ProblemType INTERNAL_IDENTITY_REFUSED = new ProblemType(
            "INTERNAL_IDENTITY_REFUSED",
            401,
            "No service of this house is proved",
            "People and programs come in at the gateway. An operator finds the reason in this process's log.");

    private static final System.Logger LOG = System.getLogger(InternalDoor.class.getName());
    private static final long QUIET_MILLIS = 1_000;
    private final Optional<InternalVerifier> verifier;
    private final AtomicLong logged = new AtomicLong();

    /**
     * @param verifier absent where no service is let in
     */
    public InternalDoor(Optional<InternalVerifier> verifier) {
        this.verifier = verifier;
    }

    /**
     * Tells which service asks, and in whose name.
     *
     * @throws ProblemException {@link #INTERNAL_IDENTITY_REFUSED}, which does not say why
     */
    public InternalCall.Proved admit(List<String> presented, String method, String target, Set<ServiceName> from) {
        if (verifier.isEmpty()) {
            throw refusal("freehold.internal.peers is not set");
        }
        InternalCall call = verifier.get().verify(presented, method, target, from);
        if (call instanceof InternalCall.Proved proved) {
            return proved;
        }
        throw refusal(((InternalCall.Refused) call).why().name());
    }

    private ProblemException refusal(String why) {
        long now = System.currentTimeMillis();
        long last = logged.get();
        // Anybody on the network can ask as often as he likes; the log must not grow at his pace.
        if (now - last >= QUIET_MILLIS && logged.compareAndSet(last, now)) {
            LOG.log(System.Logger.Level.WARNING, "an internal request was refused: {0}", why);
        }
        return new ProblemException(INTERNAL_IDENTITY_REFUSED, "The request carries no good internal identity.");
    }
}
