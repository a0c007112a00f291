/** Signed notes: c2sp.org/signed-note. */
@NullMarked
package dev.freehold.audit.ledger.note;

import org.jspecify.annotations.NullMarked;
