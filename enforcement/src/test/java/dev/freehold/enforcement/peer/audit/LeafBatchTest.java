package dev.freehold.enforcement.peer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafBatchTest {
    @Test
    void records_come_out_as_they_went_in() throws IOException {
        List<byte[]> leaves = List.of(new byte[] {1, 2, 3}, new byte[0], new byte[0xffff]);
        assertThat(read(LeafBatch.write(leaves))).containsExactlyElementsOf(leaves);
    }

    @Test
    void a_batch_that_ends_within_a_record_is_refused() throws IOException {
        byte[] batch = LeafBatch.write(List.of(new byte[10], new byte[10]));
        for (int length = 1; length < batch.length; length++) {
            byte[] cut = Arrays.copyOf(batch, length);
            if (length != 12) {
                assertThatIllegalArgumentException().isThrownBy(() -> read(cut));
            }
        }
    }

    @Test
    void an_empty_batch_asks_and_one_too_long_is_refused() throws IOException {
        assertThat(read(LeafBatch.write(List.of()))).isEmpty();
        assertThat(LeafBatch.fitting(List.of())).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> read(new byte[LeafBatch.LONGEST + 1]));
        assertThatIllegalArgumentException().isThrownBy(() -> read(new byte[2 * (LeafBatch.MOST + 1)]));
    }

    @Test
    void what_fits_is_always_taken_by_the_other_side() throws IOException {
        List<byte[]> largest = Collections.nCopies(512, new byte[0xffff]);
        int count = LeafBatch.fitting(largest);
        assertThat(count).isBetween(1, 64);
        assertThat(read(LeafBatch.write(largest.subList(0, count)))).hasSize(count);
        List<byte[]> smallest = Collections.nCopies(LeafBatch.MOST + 10, new byte[1]);
        assertThat(LeafBatch.fitting(smallest)).isEqualTo(LeafBatch.MOST);
    }

    private static List<byte[]> read(byte[] batch) throws IOException {
        return LeafBatch.read(new ByteArrayInputStream(batch));
    }
}
