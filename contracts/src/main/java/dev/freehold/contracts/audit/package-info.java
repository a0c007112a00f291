/** Audit events, their ledger and their trail. */
@NullMarked
package dev.freehold.contracts.audit;

import org.jspecify.annotations.NullMarked;
