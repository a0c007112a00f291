/** Takes records from the processes that wrote them into each tenant's ledger: in order, each exactly once. */
@NullMarked
package dev.freehold.audit.intake;

import org.jspecify.annotations.NullMarked;
