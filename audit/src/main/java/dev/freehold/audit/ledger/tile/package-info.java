/** Tiles and entry bundles: c2sp.org/tlog-tiles. */
@NullMarked
package dev.freehold.audit.ledger.tile;

import org.jspecify.annotations.NullMarked;
