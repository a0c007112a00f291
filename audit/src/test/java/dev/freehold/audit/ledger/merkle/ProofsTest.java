package dev.freehold.audit.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.audit.ledger.GoldenLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final List<Hash> LEAVES =
            GoldenLogs.leaves(3000).stream().map(Hash::ofLeaf).toList();

    private static Hash node(int level, long index) {
        return level == 0
                ? LEAVES.get((int) index)
                : Hash.ofNode(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    private final Proofs proofs = new Proofs(ProofsTest::node);

    @Test
    void roots_are_those_of_the_reference_tools() throws IOException {
        CompactRange range = new CompactRange();
        JsonNode roots = GoldenLogs.json("roots.json");
        assertThat(range.root().base64()).isEqualTo(roots.get("0").asText());
        for (Hash leaf : LEAVES) {
            range.append(leaf, (level, hash) -> {});
            JsonNode root = roots.get(Long.toString(range.size()));
            if (root != null) {
                assertThat(range.root().base64()).isEqualTo(root.asText());
                assertThat(proofs.root(range.size())).isEqualTo(range.root());
            }
        }
    }

    @Test
    void consistency_proofs_are_those_of_the_reference_tools() throws IOException {
        int checked = 0;
        for (JsonNode golden : GoldenLogs.json("consistency.json")) {
            long oldSize = golden.get("old").asLong();
            long newSize = golden.get("new").asLong();
            List<Hash> path = StreamSupport.stream(golden.get("proof").spliterator(), false)
                    .map(hash -> Hash.ofBase64(hash.asText()))
                    .toList();
            Hash oldRoot = Hash.ofBase64(golden.get("old_root").asText());
            Hash newRoot = Hash.ofBase64(golden.get("new_root").asText());
            assertThat(ProofCheck.consistent(oldSize, newSize, path, oldRoot, newRoot))
                    .isTrue();
            if (newSize <= LEAVES.size() && oldSize > 0) {
                assertThat(proofs.consistency(oldSize, newSize)).isEqualTo(path);
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    @Test
    void every_proof_of_small_trees_holds_and_no_altered_one_does() throws IOException {
        Hash other = Hash.ofLeaf(new byte[] {1});
        for (int size = 1; size <= 40; size++) {
            Hash root = proofs.root(size);
            for (int i = 0; i < size; i++) {
                List<Hash> path = proofs.inclusion(i, size);
                assertThat(ProofCheck.included(LEAVES.get(i), i, size, path, root))
                        .isTrue();
                assertThat(ProofCheck.included(other, i, size, path, root)).isFalse();
                for (int j = 0; j < size; j++) {
                    assertThat(ProofCheck.included(LEAVES.get(i), j, size, path, root))
                            .isEqualTo(i == j);
                }
                for (List<Hash> altered : alterations(path, other)) {
                    assertThat(ProofCheck.included(LEAVES.get(i), i, size, altered, root))
                            .isFalse();
                }
            }
            for (int old = 1; old <= size; old++) {
                List<Hash> path = proofs.consistency(old, size);
                assertThat(ProofCheck.consistent(old, size, path, proofs.root(old), root))
                        .isTrue();
                assertThat(ProofCheck.consistent(old, size, path, other, root)).isFalse();
                assertThat(ProofCheck.consistent(old, size, path, proofs.root(old), other))
                        .isFalse();
                for (List<Hash> altered : alterations(path, other)) {
                    assertThat(ProofCheck.consistent(old, size, altered, proofs.root(old), root))
                            .isFalse();
                }
            }
        }
    }

    private static List<List<Hash>> alterations(List<Hash> path, Hash other) {
        List<List<Hash>> altered = new ArrayList<>();
        List<Hash> longer = new ArrayList<>(path);
        longer.add(other);
        altered.add(longer);
        for (int i = 0; i < path.size(); i++) {
            List<Hash> changed = new ArrayList<>(path);
            changed.set(i, other);
            altered.add(changed);
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            altered.add(shorter);
        }
        return altered;
    }
}
