package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;

/**
 * A masked dataset whose file was uploaded before.
 *
 * @param file SHA-256 of the uploaded file
 */
public record DatasetRegistration(String name, Digest file, long rows, long masked, Label label) {}
