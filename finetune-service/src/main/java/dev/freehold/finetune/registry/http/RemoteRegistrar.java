package dev.freehold.finetune.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import dev.freehold.enforcement.peer.registry.AdapterRegistration;
import dev.freehold.enforcement.peer.registry.DatasetRegistration;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Sends files to the registry under their digests, then says what they are. Both can be sent again: the registry takes the
 * same bytes for the same version.
 */
public final class RemoteRegistrar implements Registrar {
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final int LONGEST_ANSWER = 1 << 20;
    /** An adapter of gigabytes over a slow line. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);
    /** The registry reads every file once more. */
    private static final Duration REGISTRATION = Duration.ofMinutes(5);

    private final Peer registry;

    public RemoteRegistrar(Peer registry) {
        this.registry = registry;
    }

    @Override
    public DatasetVersion registerDataset(Caller caller, String name, Path file, long rows, long masked, Label label)
            throws IOException {
        Digest digest = Digest.ofFile(file);
        upload(caller, file, digest);
        return registered(
                caller,
                RegistryPaths.REGISTERED_DATASETS,
                new DatasetRegistration(name, digest, rows, masked, label),
                DatasetVersion.class);
    }

    @Override
    public ModelVersion registerAdapter(
            Caller caller, String name, Path folder, Lineage lineage, String evaluation, LeakTest leakTest)
            throws IOException {
        Manifest manifest = Manifest.of(folder);
        for (Manifest.ManifestFile file : manifest.files()) {
            upload(caller, folder.resolve(file.path()), file.digest());
        }
        return registered(
                caller,
                RegistryPaths.REGISTERED_ADAPTERS,
                new AdapterRegistration(name, manifest, lineage, evaluation, leakTest),
                ModelVersion.class);
    }

    private void upload(Caller caller, Path file, Digest digest) throws IOException {
        try (InputStream body = Files.newInputStream(file)) {
            PeerRequest request = PeerRequest.streamed(
                    "PUT",
                    RegistryPaths.UPLOADS + digest.hex(),
                    Map.of("content-type", BYTES),
                    body,
                    Files.size(file),
                    caller,
                    UPLOAD);
            registry.send(request).orRefusal().close();
        }
    }

    private <T> T registered(Caller caller, String path, Object what, Class<T> type) throws IOException {
        PeerRequest request = PeerRequest.post(path, JSON, json(what), caller).within(REGISTRATION);
        try (PeerReply reply = registry.send(request)) {
            return reply.orRefusal().read(type, LONGEST_ANSWER);
        }
    }

    private static byte[] json(Object what) {
        try {
            return Json.MAPPER.writeValueAsBytes(what);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a registration is always JSON", e);
        }
    }
}
