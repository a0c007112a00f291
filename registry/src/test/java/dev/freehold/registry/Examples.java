package dev.freehold.registry;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.model.Evaluation;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records and files that tests begin with. */
public final class Examples {
    public static final TenantId ACME = new TenantId("acme");
    public static final String FOUR_FLOATS = "{\"weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";

    private Examples() {}

    public static UseCase useCase(String id, long dailyCalls) {
        return new UseCase(
                ACME,
                id,
                "ada",
                "Find similar tickets.",
                List.of("PII"),
                List.of("minilm"),
                Confidentiality.INTERNAL,
                365,
                dailyCalls);
    }

    public static Caller person(String subject, Role... roles) {
        return new Caller(ACME, subject, "0badcafe", Set.of(roles), null);
    }

    public static ModelVersion version(String name, String content, ModelState state, String creator) {
        return new ModelVersion(
                ACME,
                name,
                Digest.of(content.getBytes(StandardCharsets.UTF_8)),
                ModelKind.BASE,
                state,
                List.of("embeddings"),
                "Apache-2.0",
                Label.PUBLIC,
                creator,
                Instant.EPOCH,
                null);
    }

    public static ModelIntake.Provenance provenance(
            String name, String creator, @Nullable Lineage lineage, String... tasks) {
        return new ModelIntake.Provenance(
                ACME,
                name,
                lineage == null ? ModelKind.BASE : ModelKind.ADAPTER,
                tasks.length == 0 ? List.of("embeddings") : List.of(tasks),
                "Apache-2.0",
                Label.PUBLIC,
                creator,
                lineage,
                lineage == null ? LeakTest.NOT_APPLICABLE : LeakTest.NOT_RUN);
    }

    public static Lineage lineage(Digest base, Digest dataset) {
        return new Lineage(base, dataset, 7, new TreeMap<>(), "namespace");
    }

    /** A folder of whole weights that differ by their seed. */
    public static Path base(Path folder, int seed) {
        write(folder, "config.json", "{\"hidden_size\":" + seed + "}");
        write(folder, "tokenizer.json", "{}");
        safetensors(folder.resolve("model.safetensors"), FOUR_FLOATS, new byte[16]);
        return folder;
    }

    /** A folder with an adapter that differs by its rank. */
    public static Path adapter(Path folder, int rank) {
        write(
                folder,
                "adapter_config.json",
                "{\"peft_type\":\"LORA\",\"r\":" + rank + ",\"target_modules\":[\"query\"]}");
        safetensors(folder.resolve("adapter_model.safetensors"), FOUR_FLOATS, new byte[16]);
        return folder;
    }

    public static void safetensors(Path file, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        out.writeBytes(text);
        out.writeBytes(data);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path folder, String name, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A registered and vetted version. */
    public static Lifecycle.Vetted vetted(
            ModelIntake intake, ModelVersions versions, String name, String creator, Path folder, String... tasks) {
        try {
            Lifecycle.Quarantined taken =
                    (Lifecycle.Quarantined) intake.take(provenance(name, creator, null, tasks), folder);
            Lifecycle.Vetted vetted = taken.vet(new Evaluation("{\"minimum_cosine\":\"1.000000000\"}"));
            versions.save(vetted);
            return vetted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
