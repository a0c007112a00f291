package dev.freehold.audit.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.checkpoint.Checkpoint;
import dev.freehold.audit.ledger.checkpoint.Opened;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.merkle.ProofCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    private static final String GOOD = GoldenLogs.text("inclusion/size257-index256.tlog-proof");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(GoldenLogs.FOLDER.resolve("inclusion"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tlog-proof"))
                    .toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void proofs_of_the_reference_tools_hold_and_are_written_back_byte_for_byte(String name) {
        byte[] file = GoldenLogs.bytes("inclusion/" + name);
        TlogProof proof = TlogProof.parse(file);
        assertThat(proof.bytes()).isEqualTo(file);
        Opened opened = TrustedKeys.parse(GoldenLogs.text("keys/log.vkey")).open(proof.signedCheckpoint());
        Checkpoint checkpoint = ((Opened.Trusted) opened).checkpoint();
        byte[] leaf = GoldenLogs.leaf(proof.index());
        assertThat(ProofCheck.included(
                        Hash.ofLeaf(leaf), proof.index(), checkpoint.size(), proof.path(), checkpoint.root()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index 0256", "index +256", "index 256\r", "index", "Index 256", "index 256\nindex 256"})
    void lenient_forms_are_refused(String line) {
        String altered = GOOD.replace("index 256", line);
        assertThatThrownBy(() -> TlogProof.parse(altered.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hash_without_padding_and_an_endless_path_are_refused() {
        String hash = "uhxCVsvpcEZsN4fKRICd2EZIX2nwTtL3YJkk8FCrvpg=";
        assertThat(GOOD).contains(hash);
        for (String path :
                List.of(hash.substring(0, 43), (hash + "\n").repeat(64).strip())) {
            assertThatThrownBy(() -> TlogProof.parse(GOOD.replace(hash, path).getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
