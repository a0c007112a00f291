package dev.freehold.registry.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The Hub protocol as far as it reads models; what writes is answered with where to import instead. */
@Singleton
class ModelHub implements HubSurface {
    private static final String API = "api";
    private static final String MODELS = "models";
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private final HubRevisions revisions;
    private final HubDecisions decisions;
    private final HubDownloads downloads;
    private final HubListing listing;

    ModelHub(HubRevisions revisions, HubDecisions decisions, HubDownloads downloads, HubListing listing) {
        this.revisions = revisions;
        this.decisions = decisions;
        this.downloads = downloads;
        this.listing = listing;
    }

    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        try {
            List<String> segments = List.of(request.path().split("/", -1));
            boolean api = segments.get(0).equals(API);
            return api ? api(caller, request, segments.subList(1, segments.size())) : file(caller, request, segments);
        } catch (HubRefusal refusal) {
            return refusal.reply();
        }
    }

    private SurfaceReply api(Caller caller, SurfaceRequest request, List<String> segments) {
        if (segments.equals(List.of("whoami-v2"))) {
            return json(HubJson.caller(caller));
        }
        if (segments.isEmpty() || !segments.get(0).equals(MODELS)) {
            throw HubRefusal.plain(404, "only models are served here");
        }
        boolean asksForPaths = request.method().equals("POST") && segments.contains("paths-info");
        if (!READS.contains(request.method()) && !asksForPaths) {
            throw writing();
        }
        if (segments.size() == 1) {
            decisions.weighAll(caller, Actions.MODEL_READ);
            return listing.page(caller.tenant(), request);
        }
        HubPath path = HubPath.of(segments.subList(1, segments.size()));
        HubRevision revision = revisions.find(caller.tenant(), path);
        boolean check = path.verb().equals("auth-check");
        decisions.weigh(caller, check ? Actions.MODEL_DOWNLOAD : Actions.MODEL_READ, revision.version());
        requireInUse(revision);
        return about(revision, path, request);
    }

    private static SurfaceReply about(HubRevision revision, HubPath path, SurfaceRequest request) {
        return switch (path.verb()) {
            case "", "revision" -> json(info(revision, request));
            case "tree" -> json(tree(revision, path.path()));
            case "paths-info" -> json(entries(revision, HubForm.paths(request)));
            case "refs" -> json(HubJson.refs(revision));
            case "commits" -> json(Json.MAPPER.createArrayNode().add(HubJson.commit(revision)));
            case "auth-check" -> json(Json.MAPPER.createObjectNode());
            default -> throw HubRefusal.plain(404, "this address is not served");
        };
    }

    private SurfaceReply file(Caller caller, SurfaceRequest request, List<String> segments) {
        HubPath path = HubPath.of(segments);
        if (!path.verb().equals(HubPath.RESOLVE) || path.path().isEmpty()) {
            throw HubRefusal.plain(404, "this address is not served");
        }
        if (!READS.contains(request.method())) {
            throw writing();
        }
        return downloads.resolve(caller, request, revisions.find(caller.tenant(), path), path.path());
    }

    /** Clients go on with what they have in their cache at any other answer than this one. */
    private static void requireInUse(HubRevision revision) {
        if (revision.version().state() == ModelState.REVOKED) {
            throw HubRefusal.noRevision("this version of " + revision.version().name()
                    + " was revoked and must not be used again; ask the approvers why, or take another version");
        }
    }

    private static ObjectNode info(HubRevision revision, SurfaceRequest request) {
        ObjectNode info = HubJson.info(revision, "true".equalsIgnoreCase(request.parameter("blobs")));
        List<String> wanted = request.query().getOrDefault("expand", List.of());
        if (!wanted.isEmpty()) {
            Set<String> kept = new HashSet<>(wanted);
            kept.add("id");
            info.retain(kept);
        }
        return info;
    }

    private static ArrayNode tree(HubRevision revision, String path) {
        if (path.isEmpty()) {
            return entries(
                    revision, revision.files().stream().map(HubFile::path).toList());
        }
        // Repositories have no folders, so that what is not a file is not there.
        HubFile file = revision.file(path).orElseThrow(() -> HubRefusal.noEntry(revision.commit(), path));
        return entries(revision, List.of(file.path()));
    }

    private static ArrayNode entries(HubRevision revision, List<String> paths) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        for (String path : paths) {
            revision.file(path).map(HubJson::entry).ifPresent(entries::add);
        }
        return entries;
    }

    private static HubRefusal writing() {
        return HubRefusal.plain(
                501, "models are not pushed here: import a folder with ./freehold import, so that it is vetted");
    }

    private static SurfaceReply json(Object document) {
        return SurfaceReply.json(200, HubJson.bytes(document));
    }
}
