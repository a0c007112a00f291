package dev.freehold.registry.hub;

import dev.freehold.contracts.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Names of objects as git gives them, so that clients can check what they hold and any git can check an export. */
final class GitObjects {
    private static final String FILE_MODE = "100644";
    private static final String AUTHOR = "Freehold registry <registry@freehold.invalid>";

    private GitObjects() {}

    /** An entry of a tree: a file at the top of a repository. */
    record Entry(String name, String oid) {}

    static String blob(Path file) throws IOException {
        MessageDigest sha1 = begun("blob", Files.size(file));
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha1.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha1.digest());
    }

    /** The text that stands in a repository for a large file; Git LFS, specification v1. */
    static byte[] pointer(Digest content, long size) {
        return text("version https://git-lfs.github.com/spec/v1\noid " + content + "\nsize " + size + "\n");
    }

    static String blob(byte[] content) {
        return named("blob", content);
    }

    /**
     * @param entries sorted by name
     */
    static String tree(List<Entry> entries) {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            tree.writeBytes(text(FILE_MODE + " " + entry.name() + "\0"));
            tree.writeBytes(HexFormat.of().parseHex(entry.oid()));
        }
        return named("tree", tree.toByteArray());
    }

    /** A commit without parents: a version is whole in itself. */
    static String commit(String tree, Instant at, String message) {
        String who = AUTHOR + " " + at.getEpochSecond() + " +0000";
        return named(
                "commit", text("tree " + tree + "\nauthor " + who + "\ncommitter " + who + "\n\n" + message + "\n"));
    }

    private static String named(String kind, byte[] content) {
        return HexFormat.of().formatHex(begun(kind, content.length).digest(content));
    }

    private static MessageDigest begun(String kind, long size) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(text(kind + " " + size + "\0"));
            return sha1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
