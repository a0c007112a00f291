package dev.freehold.registry.hub;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files of a revision, byte for byte. Each GET is decided and recorded; a HEAD is decided, and recorded where it is denied,
 * since no byte of the file leaves with it.
 */
@Singleton
class HubDownloads {
    private final HubDecisions decisions;
    private final ModelArtifacts artifacts;

    HubDownloads(HubDecisions decisions, ModelArtifacts artifacts) {
        this.decisions = decisions;
        this.artifacts = artifacts;
    }

    SurfaceReply resolve(Caller caller, SurfaceRequest request, HubRevision revision, String path) {
        boolean head = request.method().equals("HEAD");
        if (head) {
            decisions.weigh(caller, Actions.MODEL_DOWNLOAD, revision.version());
        }
        HubFile file = revision.file(path).orElseThrow(() -> HubRefusal.noEntry(revision.commit(), path));
        Map<String, String> headers = headers(revision, file);
        if (etags(request).contains("\"" + file.etag() + "\"")) {
            return new SurfaceReply(304, headers, SurfaceReply.Body.of(new byte[0]));
        }
        Optional<ByteRange> range = ByteRange.of(request.headers().getOrDefault("range", ""), file.size());
        if (range.isPresent() && range.get().isEmpty()) {
            headers.put("content-range", "bytes */" + file.size());
            return new SurfaceReply(416, headers, SurfaceReply.Body.of(new byte[0]));
        }
        range.ifPresent(part -> headers.put("content-range", part.header(file.size())));
        ByteRange part = range.orElse(new ByteRange(0, file.size()));
        Path content = head
                ? located(revision, file)
                : decisions.perform(caller, Actions.MODEL_DOWNLOAD, revision.version(), () -> located(revision, file));
        return new SurfaceReply(range.isPresent() ? 206 : 200, headers, new FilePart(content, part));
    }

    private Path located(HubRevision revision, HubFile file) {
        try {
            return artifacts
                    .model(revision.version().tenant(), revision.version().digest())
                    .resolve(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String etags(SurfaceRequest request) {
        return request.headers().getOrDefault("if-none-match", "");
    }

    private static Map<String, String> headers(HubRevision revision, HubFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/octet-stream");
        headers.put("x-repo-commit", revision.commit());
        headers.put("etag", "\"" + file.etag() + "\"");
        headers.put("accept-ranges", "bytes");
        if (file.large()) {
            headers.put("x-linked-etag", "\"" + file.content().hex() + "\"");
            headers.put("x-linked-size", String.valueOf(file.size()));
        }
        return headers;
    }
}
