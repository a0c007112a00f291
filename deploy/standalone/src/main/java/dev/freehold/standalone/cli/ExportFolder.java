package dev.freehold.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A folder that an export is unpacked into, and the digests of what was written there. */
final class ExportFolder {
    private static final String INDEX = "registry.json";
    private final Path root;
    private final SortedMap<String, String> digests = new TreeMap<>();
    private long bytes;

    private ExportFolder(Path root) {
        this.root = root;
    }

    /**
     * @param bytes of all files together
     */
    record Summary(int files, long bytes) {}

    static ExportFolder create(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (Files.exists(root)) {
            if (!Files.isDirectory(root)) {
                throw CommandFailed.couldNot(folder + " is a file; name a folder");
            }
            try (Stream<Path> entries = Files.list(root)) {
                if (entries.findAny().isPresent()) {
                    throw CommandFailed.couldNot(folder + " is not empty; name another folder, or a new one");
                }
            }
        }
        Files.createDirectories(root);
        return new ExportFolder(root);
    }

    /**
     * Unpacks an archive below a sub-folder, and reads it to its last byte: the entries end before the archive's own table
     * does, and a body that is not read whole closes its connection under the next request.
     *
     * @param below the sub-folder, or empty for the export's own
     */
    void unpack(InputStream archive, String below, Progress progress) throws IOException {
        try (archive;
                ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = below.isEmpty() ? entry.getName() : below + "/" + entry.getName();
                write(name, zip);
                progress.at("%d files, %d MB: %s", digests.size(), bytes >> 20, name);
            }
            archive.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void write(String name, InputStream content) throws IOException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw CommandFailed.couldNot("the platform sent a file outside of the folder: " + name);
        }
        Files.createDirectories(file.getParent());
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            bytes += content.transferTo(out);
        }
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Compares what came with what the registry's own index says of it. What did not come as it should be does not stay.
     *
     * @return names of the files that are damaged, or not there
     */
    SortedSet<String> checkIndex() throws IOException {
        SortedSet<String> damaged = new TreeSet<>();
        JsonNode index = Json.MAPPER.readTree(root.resolve(INDEX).toFile());
        for (JsonNode model : index.path("models")) {
            for (JsonNode file : model.path("files")) {
                expect(
                        model.path("folder").asText() + "/" + file.path("path").asText(),
                        file.path("sha256").asText(),
                        damaged);
            }
        }
        for (JsonNode dataset : index.path("datasets")) {
            String hex = dataset.path("digest").asText().replace("sha256:", "");
            expect("datasets/" + hex + ".jsonl", hex, damaged);
        }
        return damaged;
    }

    private void expect(String name, String digest, SortedSet<String> damaged) throws IOException {
        if (digest.equals(digests.get(name))) {
            return;
        }
        damaged.add(name);
        // Without what came in its place, the list of digests vouches for sound files alone.
        if (digests.remove(name) != null) {
            Files.delete(root.resolve(name));
        }
    }

    /** Writes the list of digests, as {@code sha256sum -c} reads it. */
    Summary finish() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            lines.append(digest.getValue()).append("  ").append(digest.getKey()).append('\n');
        }
        Files.writeString(root.resolve("SHA256SUMS"), lines);
        return new Summary(digests.size(), bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
