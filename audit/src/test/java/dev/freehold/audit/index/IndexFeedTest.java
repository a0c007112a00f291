package dev.freehold.audit.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.audit.intake.LedgersAt;
import dev.freehold.audit.intake.Records;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFeedTest {
    private final Records records = new Records("gateway", 1, 600);
    private final MemoryIndex index = new MemoryIndex();

    @TempDir
    Path home;

    private LedgersAt ledgers;
    private IndexFeed feed;

    @BeforeEach
    void open() {
        ledgers = new LedgersAt(home);
        feed = new IndexFeed(ledgers.ledgers(), index);
    }

    @AfterEach
    void close() {
        ledgers.close();
    }

    private void append(int from, int to) throws IOException {
        ledgers.append(records.at(from), records.leaves().subList(from, to));
    }

    @Test
    void each_entry_is_indexed_once_and_in_order() throws IOException {
        append(0, 10);
        assertThat(feed.feedAll()).isTrue();
        append(10, 600);
        assertThat(feed.feedAll()).isTrue();
        assertThat(feed.feedAll()).isTrue();
        assertThat(index.entries)
                .extracting(entry -> entry.entry().index())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(index.entries).hasSize(600);
        assertThat(feed.indexed()).containsEntry(Records.TENANT, 600L);
    }

    @Test
    void the_ledger_goes_on_while_the_index_is_down_and_the_index_catches_up() throws IOException {
        append(0, 10);
        index.broken = true;
        assertThat(feed.feedAll()).isFalse();
        append(10, 20);
        assertThat(feed.troubles()).containsOnlyKeys(Records.TENANT);
        index.broken = false;
        assertThat(feed.feedAll()).isTrue();
        assertThat(index.entries).hasSize(20);
        assertThat(feed.troubles()).isEmpty();
    }

    @Test
    void an_index_of_another_or_a_longer_ledger_is_reported_and_left_as_it_is() throws IOException {
        append(0, 10);
        feed.feedAll();
        EntryIndex.Covered known = index.covered;
        index.covered = new EntryIndex.Covered(11, known.root());
        feed.feedAll();
        assertThat(feed.troubles().get(Records.TENANT)).contains("cut or rewritten");
        index.covered = new EntryIndex.Covered(10, Hash.ofLeaf(new byte[0]).base64());
        feed.feedAll();
        assertThat(feed.troubles().get(Records.TENANT)).contains("cut or rewritten");
        assertThat(index.entries).hasSize(10);
        index.covered = known;
        feed.feedAll();
        assertThat(feed.troubles()).isEmpty();
    }

    /** An index in memory that can be made to fail. */
    private static final class MemoryIndex implements EntryIndex {
        private final List<IndexedEntry> entries = new ArrayList<>();
        private Covered covered = new Covered(0, Hash.OF_EMPTY_TREE.base64());
        private boolean broken;

        @Override
        public Covered covered(TenantId tenant) {
            if (broken) {
                throw new IndexUnavailable("a test broke it", new IOException());
            }
            return covered;
        }

        @Override
        public void add(TenantId tenant, Covered from, Covered to, List<IndexedEntry> added) {
            assertThat(from).isEqualTo(covered);
            entries.addAll(added);
            covered = to;
        }

        @Override
        public List<TrailEntry> search(TenantId tenant, TrailQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong find(TenantId tenant, String id) {
            throw new UnsupportedOperationException();
        }
    }
}
