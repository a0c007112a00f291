package dev.freehold.finetune.run.staged;

import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files on their way into a run and out of it, by digest. */
final class Copies {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final int MOST_FILES = 1_000;
    private static final int CHUNK = 1 << 16;

    private Copies() {}

    /** The digest of each file of a folder, by name; it holds nothing else. */
    static SortedMap<String, Digest> digests(Path folder) throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        for (Path file : within(folder, 1)) {
            digests.put(String.valueOf(file.getFileName()), Digest.ofFile(file));
        }
        return digests;
    }

    /** Every file below a folder, links followed. */
    static List<Path> within(Path folder, int depth) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files =
                    tree.filter(Files::isRegularFile).limit(MOST_FILES + 1L).toList();
            if (files.size() > MOST_FILES) {
                throw new IOException("more than " + MOST_FILES + " files in " + folder.getFileName());
            }
            return files;
        }
    }

    /** Copies a file of this house, and says what was copied. */
    static Digest copy(Path from, Path to) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (OutputStream out =
                new DigestOutputStream(Files.newOutputStream(to, StandardOpenOption.CREATE_NEW), sha256)) {
            Files.copy(from, out);
        }
        return Digest.ofHash(sha256.digest());
    }

    /**
     * Copies what another process left, as long as it is what was named: no link is followed, and the bytes that were
     * compared are the bytes that were copied.
     *
     * @param to made here; must not exist
     * @param most bytes of all files together
     */
    static void take(Path from, SortedMap<String, Digest> files, Path to, long most) throws IOException {
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new IOException("a result has 1 to " + MOST_FILES + " files");
        }
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("the result's folder is missing");
        }
        Files.createDirectory(to);
        long left = most;
        for (Map.Entry<String, Digest> file : files.entrySet()) {
            if (!NAME.matcher(file.getKey()).matches()) {
                throw new IOException("a file of the result has a name that none may have");
            }
            left = take(from.resolve(file.getKey()), file.getValue(), to.resolve(file.getKey()), left);
        }
    }

    private static long take(Path from, Digest expected, Path to, long most) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        long left = most;
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                OutputStream out =
                        new DigestOutputStream(Files.newOutputStream(to, StandardOpenOption.CREATE_NEW), sha256)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                left -= read;
                if (left < 0) {
                    throw new IOException("the result is larger than " + most + " bytes");
                }
                out.write(chunk, 0, read);
            }
        }
        if (!Digest.ofHash(sha256.digest()).equals(expected)) {
            throw new IOException(from.getFileName() + " of the result is not what the run wrote");
        }
        return left;
    }
}
