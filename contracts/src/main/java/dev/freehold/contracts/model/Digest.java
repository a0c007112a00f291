package dev.freehold.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, written {@code sha256:} and 64 lower-case hex digits. */
public record Digest(@JsonValue String value) {
    private static final String PREFIX = "sha256:";
    private static final int LENGTH = PREFIX.length() + 64;

    @JsonCreator
    public Digest {
        if (value.length() != LENGTH || !value.startsWith(PREFIX) || !endsInHex(value)) {
            throw new IllegalArgumentException("a digest is sha256: and 64 lower-case hex digits");
        }
    }

    /** By hand: several are read for each record, and a pattern takes longer than the hash. */
    private static boolean endsInHex(String value) {
        for (int i = PREFIX.length(); i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    public static Digest of(byte[] content) {
        return ofHash(sha256().digest(content));
    }

    /** The digest of a file, read piece by piece. */
    public static Digest ofFile(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return ofHash(sha256.digest());
    }

    /** Wraps 32 bytes that are a SHA-256 already. */
    public static Digest ofHash(byte[] hash) {
        return new Digest(PREFIX + HexFormat.of().formatHex(hash));
    }

    /** A fresh SHA-256, for content that comes in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String hex() {
        return value.substring(PREFIX.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
