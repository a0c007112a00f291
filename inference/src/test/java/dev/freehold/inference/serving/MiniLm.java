package dev.freehold.inference.serving;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.engine.worker.WorkerSettings;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Files of all-MiniLM-L6-v2, converted once for each build. */
@Mock
@ApplicationScoped
public class MiniLm implements ModelArtifacts, ModelCatalogue {
    static final Digest DIGEST = Digest.of("minilm".getBytes(StandardCharsets.UTF_8));
    private static final Path FOLDER = Path.of("target", "minilm").toAbsolutePath();
    private final Path cache;

    MiniLm(@ConfigProperty(name = "freehold.inference.cache") Path cache) {
        this.cache = cache;
    }

    @Override
    public synchronized Path model(TenantId tenant, Digest manifest) throws IOException {
        if (!manifest.equals(DIGEST)) {
            throw new IOException("no such version");
        }
        if (!Files.exists(FOLDER.resolve("model.safetensors"))) {
            convert();
        }
        return FOLDER;
    }

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        return nameOrDigest.equals(DIGEST.value())
                ? new Resolution.Resolved(EngineServingTest.model(DIGEST))
                : new Resolution.Unknown();
    }

    @Override
    public List<ModelVersion> list(TenantId tenant) {
        return List.of(EngineServingTest.model(DIGEST));
    }

    @Override
    public Path dataset(TenantId tenant, Digest dataset) throws IOException {
        throw new IOException("no such dataset");
    }

    private void convert() throws IOException {
        Path source = Files.createDirectories(Path.of("target", "minilm-onnx"));
        Path onnx = copy("all-minilm-l6-v2.onnx", source);
        Path tokenizer = copy("all-minilm-l6-v2-tokenizer.json", source);
        try (EngineWorker worker = EngineWorker.start(WorkerSettings.defaults(cache))) {
            worker.convertOnnx(onnx, tokenizer, FOLDER, List.of("hello world"));
        } catch (WorkerFailed e) {
            throw new IOException("all-MiniLM-L6-v2 was not converted", e);
        }
    }

    private static Path copy(String name, Path folder) throws IOException {
        Path target = folder.resolve(name);
        try (InputStream in = MiniLm.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target.toAbsolutePath();
    }
}
