package dev.freehold.enforcement.peer.audit;

/**
 * How large a ledger is.
 *
 * @param covered entries that its signed checkpoint covers
 */
public record Covered(long covered) {}
