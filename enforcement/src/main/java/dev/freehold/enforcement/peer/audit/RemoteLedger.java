package dev.freehold.enforcement.peer.audit;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The ledger in another process. A batch is acknowledged when a checkpoint covers it, as in one process. */
public final class RemoteLedger implements LedgerIntake {
    private static final String TYPE = "application/octet-stream";
    private static final int LONGEST_ANSWER = 1 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Peer audit;

    public RemoteLedger(Peer audit) {
        this.audit = audit;
    }

    @Override
    public Taken append(TenantId tenant, Position first, List<byte[]> leaves) {
        Taken taken;
        int sent = 0;
        do {
            List<byte[]> rest = leaves.subList(sent, leaves.size());
            int count = LeafBatch.fitting(rest);
            taken = send(
                    tenant,
                    new Position(first.source(), first.epoch(), first.seq() + sent),
                    LeafBatch.write(rest.subList(0, count)));
            sent += count;
        } while (sent < leaves.size());
        return taken;
    }

    private Taken send(TenantId tenant, Position first, byte[] batch) {
        String target = AuditPaths.RECORDS + "?tenant=" + tenant + "&source=" + first.source() + "&epoch="
                + first.epoch() + "&seq=" + first.seq();
        try (PeerReply reply =
                audit.send(PeerRequest.post(target, TYPE, batch, null).within(PATIENCE))) {
            return reply.orRefusal().read(Taken.class, LONGEST_ANSWER);
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }
}
