package dev.freehold.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.checkpoint.Checkpoint;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.note.NoteSigner;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.audit.ledger.tlog.TiledLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One change each, to a sound log of 600 entries: two full tiles, a partial one of 88, and a tile of level 1. */
@Timeout(20)
class TamperTest {
    private static final int SIZE = 600;
    private static final TrustedKeys KEYS = TrustedKeys.parse(GoldenLogs.text("keys/log.vkey"));

    @TempDir
    Path folder;

    @BeforeEach
    void write_a_sound_log() throws IOException {
        TiledLog.open(new DiskFiles(folder), GoldenLogs.signer()).append(GoldenLogs.leaves(SIZE));
    }

    private Verdict verify() {
        return new Verifier(KEYS).log("log", new DiskFiles(folder), (done, of) -> {});
    }

    interface Change {
        void to(TamperTest log) throws IOException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                tamper(
                        "an entry's byte is changed",
                        FaultKind.HASH_OTHER,
                        300,
                        t -> t.entries(1, e -> e.get(44)[8] ^= 1)),
                tamper("an entry is replaced", FaultKind.HASH_OTHER, 7, t -> t.entries(0, e -> e.set(7, leaf("x")))),
                tamper("an entry is made empty", FaultKind.HASH_OTHER, 0, t -> t.entries(0, e -> e.set(0, leaf("")))),
                tamper(
                        "two entries are swapped",
                        FaultKind.HASH_OTHER,
                        20,
                        t -> t.entries(0, e -> Collections.swap(e, 20, 40))),
                tamper("an entry is taken out", FaultKind.BUNDLE_SHORT, 9, t -> t.entries(0, e -> e.remove(9))),
                tamper("an entry is put in", FaultKind.BUNDLE_EXTRA, 9, t -> t.entries(0, e -> e.add(9, leaf("x")))),
                tamper("an entry is repeated", FaultKind.HASH_OTHER, 31, t -> t.entries(0, e -> e.set(31, e.get(30)))),
                tamper(
                        "an entry is added to a partial bundle",
                        FaultKind.BUNDLE_EXTRA,
                        600,
                        t -> t.entries(2, e -> e.add(leaf("x")))),
                tamper(
                        "an entry is taken from a partial bundle",
                        FaultKind.BUNDLE_SHORT,
                        599,
                        t -> t.entries(2, e -> e.remove(87))),
                tamper(
                        "a byte is added to a bundle",
                        FaultKind.BUNDLE_EXTRA,
                        600,
                        t -> t.edit("tile/entries/002.p/88", b -> Arrays.copyOf(b, b.length + 1))),
                tamper(
                        "a bundle is cut within an entry",
                        FaultKind.BUNDLE_TRUNCATED,
                        599,
                        t -> t.edit("tile/entries/002.p/88", b -> Arrays.copyOf(b, b.length - 3))),
                tamper(
                        "a bundle is emptied",
                        FaultKind.BUNDLE_SHORT,
                        256,
                        t -> t.edit("tile/entries/001", b -> new byte[0])),
                tamper("a bundle is removed", FaultKind.BUNDLE_MISSING, 256, t -> t.remove("tile/entries/001")),
                tamper(
                        "the last bundle is removed",
                        FaultKind.BUNDLE_MISSING,
                        512,
                        t -> t.remove("tile/entries/002.p/88")),
                tamper(
                        "two bundles are swapped",
                        FaultKind.HASH_OTHER,
                        0,
                        t -> t.swap("tile/entries/000", "tile/entries/001")),
                tamper(
                        "a length in a bundle is changed",
                        FaultKind.BUNDLE_TRUNCATED,
                        0,
                        t -> t.edit("tile/entries/000", b -> set(b, 1, (byte) 200))),
                tamper("a bundle is a folder", FaultKind.BUNDLE_MISSING, 0, t -> t.makeFolder("tile/entries/000")),
                tamper("a hash is changed", FaultKind.HASH_OTHER, 260, t -> t.flip("tile/0/001", 4 * 32)),
                tamper(
                        "a hash of a partial tile is changed",
                        FaultKind.HASH_OTHER,
                        599,
                        t -> t.flip("tile/0/002.p/88", 88 * 32 - 1)),
                tamper("a hash of level 1 is changed", FaultKind.HASH_OTHER, 256, t -> t.flip("tile/1/000.p/2", 40)),
                tamper(
                        "two hashes are swapped",
                        FaultKind.HASH_OTHER,
                        0,
                        t -> t.edit("tile/1/000.p/2", TamperTest::swapHalves)),
                tamper("a tile is removed", FaultKind.TILE_MISSING, 0, t -> t.remove("tile/0/000")),
                tamper("the tile of level 1 is removed", FaultKind.TILE_MISSING, 0, t -> t.remove("tile/1/000.p/2")),
                tamper(
                        "a tile is cut",
                        FaultKind.TILE_SHORT,
                        511,
                        t -> t.edit("tile/0/001", b -> Arrays.copyOf(b, b.length - 1))),
                tamper(
                        "a hash is added to a partial tile",
                        FaultKind.TILE_EXTRA,
                        600,
                        t -> t.edit("tile/0/002.p/88", b -> Arrays.copyOf(b, b.length + 32))),
                tamper(
                        "a byte is added to a full tile",
                        FaultKind.TILE_EXTRA,
                        256,
                        t -> t.edit("tile/0/000", b -> Arrays.copyOf(b, b.length + 1))),
                tamper(
                        "a full tile of the wrong width stands in",
                        FaultKind.TILE_SHORT,
                        600,
                        t -> t.rename("tile/0/002.p/88", "tile/0/002")),
                tamper(
                        "an entry and its hash are changed together",
                        FaultKind.HASH_OTHER,
                        0,
                        TamperTest::rewriteEntryAndHash),
                tamper(
                        "all tiles are rewritten below the old checkpoint",
                        FaultKind.ROOT_OTHER,
                        -1,
                        TamperTest::rewriteAll),
                tamper(
                        "the size is changed",
                        FaultKind.SIGNATURE_WRONG,
                        -1,
                        t -> t.checkpoint(c -> c.replace("\n600\n", "\n599\n"))),
                tamper(
                        "the root is changed",
                        FaultKind.SIGNATURE_WRONG,
                        -1,
                        t -> t.checkpoint(c -> c.replaceFirst("\n600\n.", "\n600\nB"))),
                tamper(
                        "the signature is changed",
                        FaultKind.SIGNATURE_WRONG,
                        -1,
                        t -> t.checkpoint(TamperTest::otherSignature)),
                tamper(
                        "the signature is removed",
                        FaultKind.NOTE_MALFORMED,
                        -1,
                        t -> t.checkpoint(c -> c.substring(0, c.indexOf('\u2014')))),
                tamper("the checkpoint is another key's", FaultKind.SIGNATURE_MISSING, -1, TamperTest::otherKey),
                tamper(
                        "the checkpoint is cut",
                        FaultKind.NOTE_MALFORMED,
                        -1,
                        t -> t.checkpoint(c -> c.substring(0, 40))),
                tamper(
                        "line ends are converted",
                        FaultKind.NOTE_MALFORMED,
                        -1,
                        t -> t.checkpoint(c -> c.replace("\n", "\r\n"))),
                tamper("the checkpoint is of another log", FaultKind.ORIGIN_OTHER, -1, TamperTest::otherOrigin),
                tamper(
                        "a signed checkpoint has a leading zero",
                        FaultKind.CHECKPOINT_MALFORMED,
                        -1,
                        TamperTest::leadingZero),
                tamper(
                        "a signed checkpoint promises more than there is",
                        FaultKind.BUNDLE_MISSING,
                        512,
                        t -> t.sign(601)),
                tamper(
                        "a signed checkpoint promises absurdly much",
                        FaultKind.BUNDLE_MISSING,
                        512,
                        t -> t.sign(Long.MAX_VALUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void every_change_is_found_and_named(String what, FaultKind kind, long firstEntry, Change change)
            throws IOException {
        change.to(this);
        assertThat(verify()).isInstanceOfSatisfying(Verdict.Faulty.class, faulty -> {
            assertThat(faulty.fault().kind()).isEqualTo(kind);
            if (firstEntry >= 0) {
                assertThat(faulty.fault().firstEntry()).hasValue(firstEntry);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 512, 513, 1000})
    void a_sound_log_is_never_called_faulty(int size) throws IOException {
        Path sound = Files.createDirectory(folder.resolve("sound"));
        TiledLog log = TiledLog.open(new DiskFiles(sound), GoldenLogs.signer());
        log.append(GoldenLogs.leaves(size / 2));
        log.append(GoldenLogs.leaves(size).subList(size / 2, size));
        assertThat(new Verifier(KEYS).log("log", new DiskFiles(sound), (done, of) -> {}))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void what_a_crash_leaves_beyond_the_checkpoint_is_no_fault() throws IOException {
        Files.write(folder.resolve("tile/0/002.p/200"), new byte[17]);
        Files.write(folder.resolve("tile/entries/003"), new byte[3]);
        assertThat(verify()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void a_pipe_in_place_of_a_file_does_not_keep_the_verifier_waiting() throws IOException, InterruptedException {
        remove("tile/entries/000");
        Process made =
                new ProcessBuilder("mkfifo", folder.resolve("tile/entries/000").toString()).start();
        assertThat(made.waitFor()).isZero();
        assertThat(verify()).isInstanceOf(Verdict.Faulty.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size-0", "size-1", "size-255", "size-256", "size-257", "edge-5"})
    void the_reference_tools_logs_verify(String name) {
        assertThat(new Verifier(KEYS).log(name, new DiskFiles(GoldenLogs.FOLDER.resolve("logs/" + name)), (d, o) -> {}))
                .isInstanceOf(Verdict.Verified.class);
    }

    private static Arguments tamper(String what, FaultKind kind, long firstEntry, Change change) {
        return Arguments.of(what, kind, firstEntry, change);
    }

    private static byte[] leaf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    private static byte[] swapHalves(byte[] row) {
        byte[] swapped = new byte[64];
        System.arraycopy(row, 32, swapped, 0, 32);
        System.arraycopy(row, 0, swapped, 32, 32);
        return swapped;
    }

    private void edit(String path, UnaryOperator<byte[]> change) throws IOException {
        Files.write(folder.resolve(path), change.apply(Files.readAllBytes(folder.resolve(path))));
    }

    private void flip(String path, int at) throws IOException {
        edit(path, bytes -> set(bytes, at, (byte) (bytes[at] ^ 1)));
    }

    private void remove(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    private void makeFolder(String path) throws IOException {
        remove(path);
        Files.createDirectory(folder.resolve(path));
    }

    private void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    private void swap(String one, String other) throws IOException {
        rename(one, "aside");
        rename(other, one);
        rename("aside", other);
    }

    private void entries(int bundle, Consumer<List<byte[]>> change) throws IOException {
        edit(bundle == 2 ? "tile/entries/002.p/88" : "tile/entries/00" + bundle, bytes -> {
            List<byte[]> entries = new ArrayList<>(EntryBundle.parse(bytes).entries());
            change.accept(entries);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            entries.forEach(entry -> EntryBundle.append(entry, file));
            return file.toByteArray();
        });
    }

    private void checkpoint(UnaryOperator<String> change) throws IOException {
        edit(
                "checkpoint",
                bytes -> change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    private static String otherSignature(String checkpoint) {
        int at = checkpoint.length() - 20;
        return checkpoint.substring(0, at) + (checkpoint.charAt(at) == 'A' ? 'B' : 'A') + checkpoint.substring(at + 1);
    }

    private void rewriteEntryAndHash() throws IOException {
        entries(0, entries -> entries.set(5, leaf("x")));
        edit("tile/0/000", row -> {
            System.arraycopy(Hash.ofLeaf(leaf("x")).bytes(), 0, row, 5 * 32, 32);
            return row;
        });
    }

    private void rewriteAll() throws IOException {
        byte[] old = Files.readAllBytes(folder.resolve("checkpoint"));
        Path other = Files.createDirectory(folder.resolve("other"));
        List<byte[]> leaves = new ArrayList<>(GoldenLogs.leaves(SIZE));
        leaves.set(5, leaf("x"));
        TiledLog.open(new DiskFiles(other), GoldenLogs.signer()).append(leaves);
        for (String path : GoldenLogs.files(other).keySet()) {
            Files.copy(other.resolve(path), folder.resolve(path), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(folder.resolve("checkpoint"), old);
    }

    private Checkpoint signed() throws IOException {
        return TiledLog.open(new DiskFiles(folder), GoldenLogs.signer())
                .checkpoint()
                .checkpoint();
    }

    private void otherKey() throws IOException {
        NoteSigner other =
                NoteSigner.parse(GoldenLogs.text("keys/log-other.skey").strip());
        Files.write(folder.resolve("checkpoint"), other.sign(signed().text()).bytes());
    }

    private void otherOrigin() throws IOException {
        String text = signed().text().replace("tenant-a", "tenant-b");
        Files.write(folder.resolve("checkpoint"), GoldenLogs.signer().sign(text).bytes());
    }

    private void leadingZero() throws IOException {
        String text = signed().text().replace("\n600\n", "\n0600\n");
        Files.write(folder.resolve("checkpoint"), GoldenLogs.signer().sign(text).bytes());
    }

    private void sign(long size) throws IOException {
        String text = signed().text().replace("\n600\n", "\n" + size + "\n");
        Files.write(folder.resolve("checkpoint"), GoldenLogs.signer().sign(text).bytes());
    }
}
