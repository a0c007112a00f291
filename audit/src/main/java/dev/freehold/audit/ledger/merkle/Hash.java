package dev.freehold.audit.ledger.merkle;

import dev.freehold.audit.ledger.encoding.CanonicalBase64;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The SHA-256 hash of a leaf or of an inner node of a Merkle tree. */
public final class Hash {
    public static final int BYTES = 32;

    /** The root of a tree without leaves. */
    public static final Hash OF_EMPTY_TREE = new Hash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /** The hash of an entry: SHA-256(0x00, entry), RFC 6962 section 2.1. */
    public static Hash ofLeaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new Hash(digest.digest(entry));
    }

    /** The hash over two subtrees: SHA-256(0x01, left, right), RFC 6962 section 2.1. */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.value);
        return new Hash(digest.digest(right.value));
    }

    /**
     * Takes a hash out of a row of hashes.
     *
     * @throws IllegalArgumentException if the row ends before it
     */
    public static Hash in(byte[] row, int position) {
        int from = Math.multiplyExact(position, BYTES);
        if (from < 0 || from + BYTES > row.length) {
            throw new IllegalArgumentException("no hash " + position + " in " + row.length + " bytes");
        }
        return new Hash(Arrays.copyOfRange(row, from, from + BYTES));
    }

    /**
     * @throws IllegalArgumentException if it is not 32 bytes
     */
    public static Hash of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + value.length);
        }
        return new Hash(value.clone());
    }

    /**
     * Reads canonical base64 with padding.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Hash ofBase64(String text) {
        return of(CanonicalBase64.decode(text));
    }

    public byte[] bytes() {
        return value.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(hash.value, value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return base64();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
