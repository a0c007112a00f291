/** Checkpoints and their cosignatures: c2sp.org/tlog-checkpoint and c2sp.org/tlog-cosignature. */
@NullMarked
package dev.freehold.audit.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
