/** Makes the ledger searchable: a table that is filled from it, can be thrown away, and is never what counts. */
@NullMarked
package dev.freehold.audit.index;

import org.jspecify.annotations.NullMarked;
