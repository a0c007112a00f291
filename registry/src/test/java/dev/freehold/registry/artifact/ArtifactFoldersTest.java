package dev.freehold.registry.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.registry.Examples;
import dev.freehold.registry.blob.BlobStore;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ArtifactFoldersTest {
    @Inject
    ModelIntake intake;

    @Inject
    ModelVersions versions;

    @Inject
    BlobStore blobs;

    @ConfigProperty(name = "freehold.home")
    Path home;

    @TempDir
    Path folder;

    @Test
    void a_version_is_laid_out_read_only_as_it_came() throws IOException {
        Digest digest = registered(101);
        Path laidOut = fresh().model(Examples.ACME, digest);
        assertThat(laidOut).isEqualTo(home.resolve("models/acme").resolve(digest.hex()));
        assertThat(laidOut.resolve("config.json")).hasContent("{\"hidden_size\":101}");
        assertThat(Files.getPosixFilePermissions(laidOut).toString()).doesNotContain("WRITE");
    }

    @Test
    void a_folder_that_was_tampered_with_is_built_again_on_first_use() throws IOException {
        Digest digest = registered(102);
        Path laidOut = fresh().model(Examples.ACME, digest);
        assertThat(laidOut.toFile().setWritable(true)).isTrue();
        Files.delete(laidOut.resolve("config.json"));
        Files.writeString(laidOut.resolve("config.json"), "{\"hidden_size\":666}");
        assertThat(fresh().model(Examples.ACME, digest).resolve("config.json")).hasContent("{\"hidden_size\":102}");
    }

    @Test
    void a_version_whose_blob_was_tampered_with_is_not_handed_out() throws IOException {
        Digest digest = registered(103);
        Path config = folder.resolve("103/config.json");
        Digest file = Digest.ofFile(config);
        Path blob = home.resolve("blobs/acme/sha256")
                .resolve(file.hex().substring(0, 2))
                .resolve(file.hex());
        assertThat(blob.toFile().setWritable(true)).isTrue();
        Files.writeString(blob, "{\"hidden_size\":666}");
        assertThatThrownBy(() -> fresh().model(Examples.ACME, digest)).isInstanceOf(IOException.class);
        assertThat(home.resolve("models/acme").resolve(digest.hex())).doesNotExist();
    }

    @Test
    void one_tenant_does_not_get_the_version_of_another() {
        Digest digest = registered(104);
        assertThatThrownBy(() -> fresh().model(new TenantId("other"), digest)).isInstanceOf(IOException.class);
    }

    private ArtifactFolders fresh() throws IOException {
        return new ArtifactFolders(blobs, versions, home);
    }

    private Digest registered(int seed) {
        return Examples.vetted(
                        intake, versions, "artifact", "dana", Examples.base(folder.resolve(String.valueOf(seed)), seed))
                .version()
                .digest();
    }
}
