package dev.freehold.audit.ledger.note;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The four bytes by which a signature line hints at its key. */
public record KeyId(int value) {
    /** The id of a key: the first bytes of SHA-256(name, LF, algorithm, public key). */
    public static KeyId of(String name, byte algorithm, byte[] publicKey) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        key.write('\n');
        key.write(algorithm);
        key.writeBytes(publicKey);
        try {
            return first(MessageDigest.getInstance("SHA-256").digest(key.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The id that stands before a signature. */
    static KeyId first(byte[] bytes) {
        return new KeyId(ByteBuffer.wrap(bytes).getInt());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Eight lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%08x", value);
    }
}
