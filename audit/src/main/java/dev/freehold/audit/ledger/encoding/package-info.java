/** Texts that have exactly one form: a reader refuses every other one. */
@NullMarked
package dev.freehold.audit.ledger.encoding;

import org.jspecify.annotations.NullMarked;
