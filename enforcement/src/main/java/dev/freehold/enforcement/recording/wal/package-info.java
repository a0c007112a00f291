/** Keeps events in a write-ahead log on disk until the ledger has them under a signed checkpoint. */
@NullMarked
package dev.freehold.enforcement.recording.wal;

import org.jspecify.annotations.NullMarked;
