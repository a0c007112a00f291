package dev.freehold.enforcement.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class BundleArchiveTest {
    private static final byte[] TEXT = "package freehold\n".getBytes(StandardCharsets.UTF_8);

    private interface Entries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] archive(Entries entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            entries.write(tar);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(TEXT.length);
        tar.putArchiveEntry(entry);
        tar.write(TEXT);
        tar.closeArchiveEntry();
    }

    private static void isRefused(byte[] archive, Why why) {
        BundleRefusedException refused =
                catchThrowableOfType(BundleRefusedException.class, () -> BundleArchive.read(archive));
        assertThat(refused).isNotNull();
        assertThat(refused.why()).as(refused.getMessage()).isEqualTo(why);
    }

    @Test
    void what_was_written_is_read_and_always_the_same() throws Exception {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(".manifest", new byte[0]);
        files.put("rules/deep/decision.rego", TEXT);
        files.put("policy.wasm", new byte[100_000]);
        byte[] archive = BundleArchive.write(files);
        assertThat(BundleArchive.write(files)).isEqualTo(archive);
        SortedMap<String, byte[]> read = BundleArchive.read(archive);
        assertThat(read.keySet()).isEqualTo(files.keySet());
        assertThat(read.get("rules/deep/decision.rego")).isEqualTo(TEXT);
    }

    @Test
    void names_may_begin_as_opa_and_tar_write_them() throws Exception {
        byte[] archive = archive(tar -> {
            put(tar, "/a.rego");
            put(tar, "./b.rego");
            tar.putArchiveEntry(new TarArchiveEntry("folder/"));
            tar.closeArchiveEntry();
            put(tar, "folder/c.rego");
        });
        assertThat(BundleArchive.read(archive).keySet()).containsExactly("a.rego", "b.rego", "folder/c.rego");
    }

    @Test
    void a_name_that_leaves_the_archive_is_refused() throws IOException {
        for (String name : List.of(
                "../../etc/cron.d/x",
                "rules/../../x",
                "//etc/passwd",
                "./../x",
                "a/./b",
                "a//b",
                "a\\..\\b",
                "C:\\x",
                "name with spaces",
                "\u202egepj.rego",
                "x".repeat(300))) {
            isRefused(archive(tar -> put(tar, name)), Why.NOT_A_BUNDLE);
        }
    }

    @Test
    void links_devices_and_doubles_are_refused() throws IOException {
        for (byte kind : new byte[] {
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            isRefused(
                    archive(tar -> {
                        TarArchiveEntry entry = new TarArchiveEntry("data.json", kind);
                        entry.setLinkName("/etc/passwd");
                        tar.putArchiveEntry(entry);
                        tar.closeArchiveEntry();
                    }),
                    Why.NOT_A_BUNDLE);
        }
        isRefused(
                archive(tar -> {
                    put(tar, "data.json");
                    put(tar, "/data.json");
                }),
                Why.NOT_A_BUNDLE);
    }

    @Test
    void a_bomb_is_refused_before_it_has_gone_off() throws IOException {
        byte[] bomb = archive(
                tar -> {
                    TarArchiveEntry entry = new TarArchiveEntry("data.json");
                    long size = 4L << 30;
                    entry.setSize(size);
                    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                    tar.putArchiveEntry(entry);
                    byte[] zeros = new byte[1 << 20];
                    for (long written = 0; written < (256L << 20); written += zeros.length) {
                        tar.write(zeros);
                    }
                    throw new IOException("long enough");
                },
                true);
        assertThat(bomb.length).isLessThan(BundleArchive.LONGEST);
        isRefused(bomb, Why.TOO_LARGE);
        byte[] many = archive(tar -> {
            for (int i = 0; i < 40; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("f" + i + ".rego");
                entry.setSize(1 << 20);
                tar.putArchiveEntry(entry);
                tar.write(new byte[1 << 20]);
                tar.closeArchiveEntry();
            }
        });
        isRefused(many, Why.TOO_LARGE);
    }

    private static byte[] archive(Entries entries, boolean cutShort) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream zipped = new GZIPOutputStream(bytes);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped, "UTF-8")) {
            entries.write(tar);
        } catch (IOException e) {
            assertThat(cutShort).isTrue();
        }
        zipped.close();
        return bytes.toByteArray();
    }

    @Test
    void more_files_or_bytes_than_a_bundle_may_have_are_refused() throws IOException {
        isRefused(
                archive(tar -> {
                    for (int i = 0; i <= 256; i++) {
                        put(tar, "f" + i + ".rego");
                    }
                }),
                Why.TOO_LARGE);
        isRefused(new byte[BundleArchive.LONGEST + 1], Why.TOO_LARGE);
    }

    @Test
    void what_is_cut_short_or_no_archive_is_refused() throws Exception {
        SortedMap<String, byte[]> files = new TreeMap<>();
        byte[] noise = new byte[5000];
        new Random(3).nextBytes(noise);
        files.put("policy.wasm", noise);
        byte[] whole = BundleArchive.write(files);
        for (int length = 0; length < whole.length - 8; length += 97) {
            isRefused(Arrays.copyOf(whole, length), Why.NOT_A_BUNDLE);
        }
        isRefused(noise, Why.NOT_A_BUNDLE);
    }

    @Test
    void noise_in_an_archive_ends_in_a_refusal_or_in_other_files_and_never_otherwise() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("data.json", TEXT);
        byte[] whole = BundleArchive.write(files);
        Random random = new Random(20261128);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] spoiled = whole.clone();
            spoiled[random.nextInt(spoiled.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                BundleArchive.read(spoiled);
            } catch (BundleRefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
