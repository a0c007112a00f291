package dev.freehold.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShippedBundleTest {
    private static final TenantId TENANT = new TenantId("acme");
    private final Map<String, byte[]> files = new HashMap<>();

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of(BundleFiles.DIGESTS, BundleFiles.MANIFEST, BundleFiles.DATA, BundleFiles.MODULE)) {
            files.put(name, BundleFiles.shipped(name));
        }
    }

    private ShippedBundle bundle() {
        return new ShippedBundle(name -> {
            byte[] content = files.get(name);
            if (content == null) {
                throw new BundleDamagedException(name + " is missing");
            }
            return content;
        });
    }

    private void isRefused() {
        ShippedBundle damaged = bundle();
        assertThatThrownBy(() -> damaged.current(TENANT)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(damaged::manifest).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void the_shipped_bundle_is_known_by_what_sha256sum_says_of_its_lines() {
        String digests = new String(files.get(BundleFiles.DIGESTS), StandardCharsets.UTF_8);
        String lines = digests.lines()
                .filter(line -> !line.endsWith(BundleFiles.MANIFEST))
                .map(line -> line + "\n")
                .reduce("", String::concat);
        assertThat(bundle().current(TENANT).digest()).isEqualTo(Digest.of(lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void one_flipped_bit_in_any_file_is_refused() {
        for (String name : List.copyOf(files.keySet())) {
            byte[] content = files.get(name);
            content[content.length / 2] ^= 1;
            isRefused();
            content[content.length / 2] ^= 1;
            assertThat(bundle().manifest().entrypoint()).isEqualTo("freehold/decision");
        }
    }

    @Test
    void a_missing_file_is_refused() {
        for (String name : List.copyOf(files.keySet())) {
            byte[] content = files.remove(name);
            isRefused();
            files.put(name, content);
        }
    }

    @Test
    void a_file_that_the_digests_do_not_name_is_refused() {
        String digests = new String(files.get(BundleFiles.DIGESTS), StandardCharsets.UTF_8);
        String shorter = digests.lines().limit(2).map(line -> line + "\n").reduce("", String::concat);
        files.put(BundleFiles.DIGESTS, shorter.getBytes(StandardCharsets.UTF_8));
        isRefused();
    }

    @Test
    void digests_of_a_file_elsewhere_are_refused() {
        String digests = new String(files.get(BundleFiles.DIGESTS), StandardCharsets.UTF_8);
        files.put(BundleFiles.DIGESTS, (digests + "0".repeat(64) + "  ../other\n").getBytes(StandardCharsets.UTF_8));
        isRefused();
    }
}
