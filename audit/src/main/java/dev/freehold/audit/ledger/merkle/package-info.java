/** Merkle trees as RFC 6962 and RFC 9162 hash and prove them. */
@NullMarked
package dev.freehold.audit.ledger.merkle;

import org.jspecify.annotations.NullMarked;
