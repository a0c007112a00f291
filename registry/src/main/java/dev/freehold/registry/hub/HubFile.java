package dev.freehold.registry.hub;

import dev.freehold.contracts.model.Digest;

/**
 * A file of a repository.
 *
 * @param content SHA-256 of its bytes
 * @param oid its object in git: of the bytes, or for a large file of the pointer to them
 * @param large whether it is kept beside git, as weights are
 */
record HubFile(String path, long size, Digest content, String oid, boolean large) {
    /** What clients name the file by in their cache. */
    String etag() {
        return large ? content.hex() : oid;
    }
}
