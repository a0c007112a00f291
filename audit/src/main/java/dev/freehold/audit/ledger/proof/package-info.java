/** Offline proofs that an entry is in a log: c2sp.org/tlog-proof. */
@NullMarked
package dev.freehold.audit.ledger.proof;

import org.jspecify.annotations.NullMarked;
