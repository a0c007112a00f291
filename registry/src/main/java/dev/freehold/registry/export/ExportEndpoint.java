package dev.freehold.registry.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.enforcement.http.ZipAnswer;
import dev.freehold.enforcement.http.ZipAnswer.Archive;
import dev.freehold.enforcement.http.ZipAnswer.Member;
import dev.freehold.registry.blob.BlobStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * GET /api/registry/export: models, adapters and datasets as files, and {@code registry.json}, which names them all with their
 * digests, beside use cases and aliases. Files that are damaged are left out, and named in {@code damaged.json}.
 */
@Authenticated
@Path("/api/registry/export")
public class ExportEndpoint {
    private static final String FAMILY = "registry";
    private final GovernedActions actions;
    private final HoldingsQuery query;
    private final BlobStore blobs;
    private final java.nio.file.Path home;
    private final CurrentCaller current;

    ExportEndpoint(
            GovernedActions actions,
            HoldingsQuery query,
            BlobStore blobs,
            @ConfigProperty(name = "freehold.home") java.nio.file.Path home,
            CurrentCaller current) {
        this.actions = actions;
        this.query = query;
        this.blobs = blobs;
        this.home = home;
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
        return ZipAnswer.filled("registry.zip", archive -> fill(archive, holdings));
    }

    private void fill(Archive archive, Holdings holdings) throws IOException {
        archive.add(new Member("registry.json", ZipAnswer.Content.of(json(holdings))));
        SoundFiles files = new SoundFiles(blobs, holdings.tenant(), home.resolve("exports"), archive);
        for (Holdings.HeldModel model : holdings.models()) {
            for (Manifest.ManifestFile file : model.files()) {
                files.add(model.folder() + "/" + file.path(), file.digest());
            }
        }
        for (DatasetVersion dataset : holdings.datasets()) {
            files.add(Holdings.path(dataset), dataset.digest());
        }
        if (!files.damaged().isEmpty()) {
            archive.add(new Member("damaged.json", ZipAnswer.Content.of(json(files.damaged()))));
        }
    }

    private static byte[] json(Object document) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always JSON", e);
        }
    }
}
