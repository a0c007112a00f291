package dev.freehold.audit.peer;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.audit.AuditPaths;
import dev.freehold.enforcement.peer.audit.LeafBatch;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Records of other processes on their way into the ledger, acknowledged when a signed checkpoint covers them. A process can
 * write in its own name alone: a source begins with the name of the service whose key signed the request.
 */
@Path(AuditPaths.RECORDS)
public class RecordsEndpoint {
    private static final System.Logger LOG = System.getLogger(RecordsEndpoint.class.getName());
    private final InternalRequest request;
    private final LedgerIntake intake;

    @Inject
    public RecordsEndpoint(InternalRequest request, LedgerIntake intake) {
        this.request = request;
        this.intake = intake;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] append(
            @QueryParam("tenant") @DefaultValue("") String tenant,
            @QueryParam("source") @DefaultValue("") String source,
            @QueryParam("epoch") @DefaultValue("-1") long epoch,
            @QueryParam("seq") @DefaultValue("-1") long seq,
            InputStream body)
            throws IOException {
        ServiceName from = request.from(
                        ServiceName.GATEWAY,
                        ServiceName.REGISTRY,
                        ServiceName.FINETUNE_SERVICE,
                        ServiceName.INFERENCE,
                        ServiceName.POLICY,
                        ServiceName.CONSOLE)
                .from();
        if (!source.equals(from.wireName()) && !source.startsWith(from.wireName() + "-")) {
            throw new ProblemException(
                    PeerProblems.RECORDS_REFUSED,
                    "freehold.source of this process must be " + from.wireName() + ", or begin with it and a hyphen");
        }
        try {
            List<byte[]> leaves = LeafBatch.read(body);
            return Json.MAPPER.writeValueAsBytes(
                    intake.append(new TenantId(tenant), new Position(source, epoch, seq), leaves));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(PeerProblems.RECORDS_REFUSED, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.ERROR, "records were not taken", e);
            throw new ProblemException(PeerProblems.LEDGER_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
