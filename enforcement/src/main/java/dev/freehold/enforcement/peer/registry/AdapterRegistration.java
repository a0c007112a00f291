package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.Manifest;

/**
 * A tuned adapter whose files were uploaded before.
 *
 * @param files the adapter's folder; its uploads are found by digest
 * @param evaluation figures that an approver sees, as canonical JSON text
 */
public record AdapterRegistration(String name, Manifest files, Lineage lineage, String evaluation, LeakTest leakTest) {}
