package dev.freehold.registry.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.enforcement.http.ZipAnswer;
import dev.freehold.enforcement.http.ZipAnswer.Member;
import dev.freehold.registry.blob.Manifest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * GET /api/registry/export: models, adapters and datasets as files, and {@code registry.json}, which names them all with their
 * digests, beside use cases and aliases.
 */
@Authenticated
@Path("/api/registry/export")
public class ExportEndpoint {
    private static final String FAMILY = "registry";
    private final GovernedActions actions;
    private final HoldingsQuery query;
    private final ModelArtifacts artifacts;
    private final CurrentCaller current;

    ExportEndpoint(GovernedActions actions, HoldingsQuery query, ModelArtifacts artifacts, CurrentCaller current) {
        this.actions = actions;
        this.query = query;
        this.artifacts = artifacts;
        this.current = current;
    }

    @GET
    public Response export() {
        Caller caller = current.get();
        Holdings holdings = actions.perform(
                caller,
                FAMILY,
                Actions.PLATFORM_EXPORT,
                DecisionRequest.Resource.named("export", FAMILY),
                () -> query.of(caller.tenant()));
        return ZipAnswer.of("registry.zip", members(holdings));
    }

    private List<Member> members(Holdings holdings) {
        List<Member> members = new ArrayList<>();
        members.add(new Member("registry.json", ZipAnswer.Content.of(json(holdings))));
        for (Holdings.HeldModel model : holdings.models()) {
            for (Manifest.ManifestFile file : model.files()) {
                members.add(new Member(
                        model.folder() + "/" + file.path(),
                        out -> Files.copy(
                                artifacts
                                        .model(
                                                holdings.tenant(),
                                                model.version().digest())
                                        .resolve(file.path()),
                                out)));
            }
        }
        for (DatasetVersion dataset : holdings.datasets()) {
            members.add(new Member(
                    Holdings.path(dataset),
                    out -> Files.copy(artifacts.dataset(holdings.tenant(), dataset.digest()), out)));
        }
        return members;
    }

    private static byte[] json(Holdings holdings) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(holdings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always JSON", e);
        }
    }
}
