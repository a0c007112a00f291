package dev.freehold.audit.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledLogTest {
    @TempDir
    Path folder;

    private TiledLog open() throws IOException {
        return TiledLog.open(new DiskFiles(folder), GoldenLogs.signer());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257})
    void the_same_leaves_and_key_give_the_reference_tools_log_byte_for_byte(int size) throws IOException {
        open().append(GoldenLogs.leaves(size));
        assertThat(GoldenLogs.files(folder))
                .usingRecursiveComparison()
                .isEqualTo(GoldenLogs.files(GoldenLogs.FOLDER.resolve("logs/size-" + size)));
    }

    @Test
    void entries_at_the_edges_of_what_is_allowed_are_kept_byte_for_byte() throws IOException {
        open().append(GoldenLogs.edgeLeaves());
        assertThat(GoldenLogs.files(folder))
                .usingRecursiveComparison()
                .isEqualTo(GoldenLogs.files(GoldenLogs.FOLDER.resolve("logs/edge-5")));
    }

    @Test
    void a_log_of_70000_is_the_same_however_it_is_cut_into_batches() throws IOException {
        List<byte[]> leaves = GoldenLogs.leaves(70_000);
        TiledLog log = open();
        for (int from = 0, step = 1; from < leaves.size(); from += step, step = step * 3 + 1) {
            log.append(leaves.subList(from, Math.min(leaves.size(), from + step)));
            log = open();
        }
        Map<String, byte[]> files = GoldenLogs.files(folder);
        GoldenLogs.files(GoldenLogs.FOLDER.resolve("logs/size-70000"))
                .forEach((path, content) -> assertThat(files.get(path)).as(path).isEqualTo(content));
        assertThat(files.keySet().stream().filter(path -> path.contains(".p/")))
                .allSatisfy(path -> assertThat(path).matches("tile/(0/273|entries/273|1/001|2/000)\\.p/.*"));
        LogReader reader = new LogReader(new DiskFiles(folder), log.checkpoint());
        for (int index : new int[] {0, 255, 256, 4095, 65_535, 65_536, 69_887, 69_888, 69_999}) {
            assertThat(reader.prove(index).bytes())
                    .isEqualTo(GoldenLogs.bytes("inclusion/size70000-index" + index + ".tlog-proof"));
            assertThat(reader.entries(index).get(0)).isEqualTo(GoldenLogs.leaf(index));
        }
    }

    @Test
    void an_entry_that_two_bytes_cannot_measure_is_refused_and_nothing_is_appended() throws IOException {
        TiledLog log = open();
        assertThatThrownBy(() -> log.append(List.of(new byte[1], new byte[65_536])))
                .hasMessageContaining("65535");
        log.append(GoldenLogs.leaves(1));
        assertThat(log.checkpoint().file()).isEqualTo(GoldenLogs.bytes("logs/size-1/checkpoint"));
    }

    @Test
    void a_log_whose_checkpoint_is_gone_is_not_begun_anew() throws IOException {
        open().append(GoldenLogs.leaves(3));
        Files.delete(folder.resolve("checkpoint"));
        assertThatThrownBy(this::open).isInstanceOf(DamagedLogException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000.p/5", "tile/entries/000.p/5"})
    void a_log_whose_end_was_altered_or_removed_is_not_appended_to(String path) throws IOException {
        open().append(GoldenLogs.leaves(5));
        byte[] content = Files.readAllBytes(folder.resolve(path));
        content[20] ^= 1;
        Files.write(folder.resolve(path), content);
        assertThatThrownBy(this::open).isInstanceOf(DamagedLogException.class);
        Files.delete(folder.resolve(path));
        assertThatThrownBy(this::open).isInstanceOf(DamagedLogException.class);
    }

    @Test
    void a_checkpoint_of_another_key_is_not_built_upon() throws IOException {
        open().append(GoldenLogs.leaves(5));
        NoteSigner other = NoteSigner.generate("audit.example.test/tenant-a", new SecureRandom());
        assertThatThrownBy(() -> TiledLog.open(new DiskFiles(folder), other)).isInstanceOf(DamagedLogException.class);
    }
}
