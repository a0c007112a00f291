package dev.freehold.audit.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.audit.ledger.GoldenLogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @Test
    void paths_are_those_of_the_reference_tools_and_are_read_back() {
        for (JsonNode golden : GoldenLogs.json("paths.json")) {
            long index = golden.get("index").asLong();
            int width = golden.get("width").asInt();
            TilePath tile = new TilePath(golden.get("level").asInt(), index, width);
            assertThat(tile.path()).isEqualTo(golden.get("tile").asText());
            assertThat(TilePath.parse(tile.path())).isEqualTo(tile);
            TilePath entries = TilePath.ofEntries(index, width);
            assertThat(entries.path()).isEqualTo(golden.get("entries").asText());
            assertThat(TilePath.parse(entries.path())).isEqualTo(entries);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checkpoint",
                "tile/0/../../keys",
                "tile/0/000/..",
                "tile/../tile/0/000",
                "tile/8/000",
                "tile/00/000",
                "tile/0/0000",
                "tile/0/00",
                "tile/0/x000/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/05",
                "tile/0/000.p/",
                "tile/0/000\n",
                "/tile/0/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void whatever_is_no_path_of_a_tile_is_refused(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void widths_follow_the_size_of_the_log() {
        assertThat(TilePath.width(0, 0, 255)).isEqualTo(255);
        assertThat(TilePath.width(1, 0, 255)).isZero();
        assertThat(TilePath.width(0, 0, 256)).isEqualTo(256);
        assertThat(TilePath.width(0, 1, 256)).isZero();
        assertThat(TilePath.width(1, 0, 256)).isEqualTo(1);
        assertThat(TilePath.width(1, 1, 70_000)).isEqualTo(17);
        assertThat(TilePath.width(0, Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
    }

    @Test
    void a_logs_files_are_those_that_hold_its_hashes_and_entries() {
        assertThat(TilePath.all(0)).isEmpty();
        assertThat(TilePath.all(257))
                .extracting(TilePath::path)
                .containsExactly(
                        "tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1");
    }
}
