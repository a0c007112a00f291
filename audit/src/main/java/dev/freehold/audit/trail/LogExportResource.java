package dev.freehold.audit.trail;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.audit.intake.TenantLedger;
import dev.freehold.audit.ledger.tile.TilePath;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.enforcement.http.ZipAnswer;
import dev.freehold.enforcement.http.ZipAnswer.Member;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GET /api/audit/export: the caller's log up to its newest checkpoint, in the files of c2sp.org/tlog-tiles. */
@Authenticated
@Path("/api/audit/export")
public class LogExportResource {
    private static final int ATTEMPTS = 3;
    private final GovernedActions actions;
    private final Ledgers ledgers;
    private final CurrentCaller current;

    LogExportResource(GovernedActions actions, Ledgers ledgers, CurrentCaller current) {
        this.actions = actions;
        this.ledgers = ledgers;
        this.current = current;
    }

    @GET
    public Response export() {
        Caller caller = current.get();
        List<Member> members = actions.perform(
                caller,
                "audit",
                Actions.PLATFORM_EXPORT,
                DecisionRequest.Resource.named("export", "ledger"),
                () -> members(caller));
        return ZipAnswer.of("ledger.zip", members);
    }

    private List<Member> members(Caller caller) {
        TenantLedger ledger = ledgers.existing(caller.tenant())
                .orElseThrow(
                        () -> new ProblemException(TrailProblems.LOG_FILE_UNKNOWN, "This tenant has no ledger yet."));
        try {
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                Optional<List<Member>> members = members(ledger);
                if (members.isPresent()) {
                    return members.get();
                }
            }
            return members(ledger).orElseThrow(() -> new IOException("the log grows faster than it can be copied"));
        } catch (IOException e) {
            throw new ProblemException(TrailProblems.TRAIL_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * What the newest checkpoint covers. A full tile stays as it is and is read when it is sent; the few partial ones, which
     * go when the log grows, are read now. Empty if one was gone already.
     */
    private static Optional<List<Member>> members(TenantLedger ledger) throws IOException {
        LogReader reader = ledger.reader();
        List<Member> members = new ArrayList<>();
        members.add(new Member(
                "checkpoint", ZipAnswer.Content.of(reader.checkpoint().file())));
        members.add(new Member("log.vkey", ZipAnswer.Content.of(ledger.publicKeyFile())));
        for (TilePath tile : TilePath.all(reader.checkpoint().size())) {
            if (!tile.isPartial()) {
                members.add(new Member(tile.path(), out -> out.write(content(reader, tile))));
                continue;
            }
            Optional<byte[]> partial = reader.file(tile);
            if (partial.isEmpty()) {
                return Optional.empty();
            }
            members.add(new Member(tile.path(), ZipAnswer.Content.of(partial.get())));
        }
        return Optional.of(members);
    }

    private static byte[] content(LogReader reader, TilePath tile) throws IOException {
        return reader.file(tile).orElseThrow(() -> new IOException(tile + " is missing from the ledger"));
    }
}
