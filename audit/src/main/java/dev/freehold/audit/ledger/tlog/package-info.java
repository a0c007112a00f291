/** The append-only log itself: what writes tiles and checkpoints so that a crash at any point leaves a log that verifies. */
@NullMarked
package dev.freehold.audit.ledger.tlog;

import org.jspecify.annotations.NullMarked;
