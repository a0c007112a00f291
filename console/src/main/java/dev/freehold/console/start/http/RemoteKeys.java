package dev.freehold.console.start.http;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import dev.freehold.enforcement.peer.registry.NewKey;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/** Has the registry issue keys in the name of whoever asks; it is asked once, since each answer is another key. */
public final class RemoteKeys implements OwnKeys {
    private static final int LONGEST = 4 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final Peer registry;
    private final ProblemType unreachable;

    /**
     * @param unreachable what a page says where the registry gives no answer
     */
    public RemoteKeys(Peer registry, ProblemType unreachable) {
        this.registry = registry;
        this.unreachable = unreachable;
    }

    @Override
    public IssuedKey issue(Caller caller) {
        PeerRequest once = new PeerRequest(
                "POST", RegistryPaths.OWN_KEYS, Map.of(), BodyPublishers.noBody(), false, caller, PATIENCE);
        try (PeerReply reply = registry.send(once)) {
            NewKey issued = reply.orRefusal().read(NewKey.class, LONGEST);
            return new IssuedKey(issued.id(), AccessKey.of(issued.key()));
        } catch (IOException e) {
            throw new ProblemException(unreachable, String.valueOf(e.getMessage()));
        }
    }
}
