package dev.freehold.audit.intake.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.audit.verify.Verdict;
import dev.freehold.audit.verify.Verifier;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What a ledger holds, read from its folder while nobody writes it, as an outsider reads it. */
record LedgerContents(List<byte[]> leaves) {
    static LedgerContents verified(Path home) throws IOException {
        Path folder = home.resolve("ledger/acme");
        TrustedKeys keys = TrustedKeys.parse(Files.readString(folder.resolve("log.vkey")));
        Verdict verdict = new Verifier(keys).log("acme", new DiskFiles(folder), (done, of) -> {});
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        long size =
                Long.parseLong(Files.readAllLines(folder.resolve("checkpoint")).get(1));
        List<byte[]> leaves = new ArrayList<>();
        for (long bundle = 0; leaves.size() < size; bundle++) {
            int width = (int) Math.min(256, size - 256 * bundle);
            String name = "tile/entries/%03d".formatted(bundle) + (width < 256 ? ".p/" + width : "");
            leaves.addAll(EntryBundle.parse(Files.readAllBytes(folder.resolve(name)))
                    .entries()
                    .subList(0, width));
        }
        return new LedgerContents(leaves);
    }

    /** Each position once, without gaps, each record naming the one before of its source. */
    void assertEachSourcesOrder() {
        Map<String, Digest> last = new HashMap<>();
        Map<String, Long> next = new HashMap<>();
        for (byte[] leaf : leaves) {
            JsonNode record = Json.read(leaf, JsonNode.class);
            String log = record.path("source").textValue() + "/"
                    + record.path("epoch").longValue();
            assertThat(record.path("seq").longValue()).as(log).isEqualTo(next.getOrDefault(log, 0L));
            Digest prev = last.getOrDefault(log, Digest.ofHash(new byte[32]));
            assertThat(record.path("prev").textValue()).as(log).isEqualTo(prev.value());
            next.merge(log, 1L, (old, one) -> Math.max(old, 0) + 1);
            last.put(log, Digest.of(leaf));
        }
    }

    /** Every record that somebody was told is safe, at its place, exactly these bytes. */
    void assertHolds(List<Receipt> acknowledged) {
        assertEachSourcesOrder();
        Map<Position, String> hashes = new HashMap<>();
        for (byte[] leaf : leaves) {
            JsonNode record = Json.read(leaf, JsonNode.class);
            Position position = new Position(
                    record.path("source").textValue(),
                    record.path("epoch").longValue(),
                    record.path("seq").longValue());
            hashes.put(position, HexFormat.of().formatHex(Hash.ofLeaf(leaf).bytes()));
        }
        for (Receipt receipt : acknowledged) {
            assertThat(hashes.get(receipt.position()))
                    .as(receipt.position().toString())
                    .isEqualTo(receipt.leaf().hex());
        }
    }

    long of(String source) {
        return leaves.stream()
                .filter(leaf -> source.equals(
                        Json.read(leaf, JsonNode.class).path("source").textValue()))
                .count();
    }
}
