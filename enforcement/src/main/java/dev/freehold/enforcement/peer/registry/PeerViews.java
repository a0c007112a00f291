package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.view.RegistryView;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** Asks with {@code If-None-Match} and lets the registry hold the question until something changes. */
final class PeerViews implements ViewSource {
    private static final int LONGEST = 64 << 20;
    private static final int NOT_MODIFIED = 304;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Peer peer;

    PeerViews(Peer peer) {
        this.peer = peer;
    }

    @Override
    public Answer ask(String etag, boolean patient) throws IOException {
        boolean first = etag.isEmpty();
        String target = RegistryPaths.VIEW + "?wait=" + (patient && !first ? WAIT.toSeconds() : 0);
        PeerRequest request = PeerRequest.get(target, null).within(PATIENCE);
        try (PeerReply reply = peer.send(first ? request : request.with(Map.of("if-none-match", etag)))) {
            if (reply.status() == NOT_MODIFIED) {
                return new Answer.Same(age(reply));
            }
            reply.orRefusal();
            String named = reply.headers().firstValue("etag").orElse("");
            Duration age = age(reply);
            return new Answer.Changed(named, reply.read(RegistryView.class, LONGEST), age);
        }
    }

    private static Duration age(PeerReply reply) throws IOException {
        OptionalLong age = reply.headers().firstValueAsLong(RegistryPaths.AGE);
        if (age.isEmpty() || age.getAsLong() < 0) {
            throw new IOException("the registry's answer does not say how old it is");
        }
        return Duration.ofMillis(age.getAsLong());
    }
}
