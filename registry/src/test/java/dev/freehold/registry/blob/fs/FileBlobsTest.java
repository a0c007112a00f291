package dev.freehold.registry.blob.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.registry.Examples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {
    private static final Digest DIGEST = Digest.of("weights".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path home;

    private FileBlobs blobs;
    private Path content;

    @BeforeEach
    void open() throws IOException {
        blobs = new FileBlobs(home);
        content = Files.writeString(home.resolve("content"), "weights");
    }

    @Test
    void content_lies_read_only_under_its_digest_and_its_tenant() throws IOException {
        blobs.keep(Examples.ACME, DIGEST, content);
        blobs.keep(Examples.ACME, DIGEST, content);
        Path blob = home.resolve("blobs/acme/sha256")
                .resolve(DIGEST.hex().substring(0, 2))
                .resolve(DIGEST.hex());
        assertThat(blob).hasContent("weights");
        assertThat(Files.getPosixFilePermissions(blob).toString()).doesNotContain("WRITE");
        assertThat(files()).containsExactly(blob);
    }

    @Test
    void content_that_is_not_what_it_claims_leaves_nothing() {
        Digest other = Digest.of(new byte[0]);
        assertThatThrownBy(() -> blobs.keep(Examples.ACME, other, content)).isInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_placed_file_is_the_blob_itself() throws IOException {
        blobs.keep(Examples.ACME, DIGEST, content);
        Path target = home.resolve("placed");
        blobs.place(Examples.ACME, DIGEST, target);
        assertThat(target).hasContent("weights");
        assertThat(Files.getAttribute(target, "unix:nlink")).isEqualTo(2);
    }

    @Test
    void a_blob_that_was_changed_on_the_disk_is_not_handed_out() throws IOException {
        blobs.keep(Examples.ACME, DIGEST, content);
        Path blob = files().get(0);
        assertThat(blob.toFile().setWritable(true)).isTrue();
        Files.writeString(blob, "weightz");
        Path target = home.resolve("placed");
        assertThatThrownBy(() -> blobs.place(Examples.ACME, DIGEST, target)).isInstanceOf(IOException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void one_tenant_does_not_reach_the_blobs_of_another() throws IOException {
        blobs.keep(Examples.ACME, DIGEST, content);
        assertThatThrownBy(() -> blobs.place(new TenantId("other"), DIGEST, home.resolve("placed")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void what_a_crash_left_half_written_is_gone_at_the_next_start() throws IOException {
        Path left = Files.createDirectories(home.resolve("blobs/acme/incoming")).resolve("half");
        Files.writeString(left, "wei");
        assertThat(new FileBlobs(home)).isNotNull();
        assertThat(left).doesNotExist();
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(home.resolve("blobs"))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
