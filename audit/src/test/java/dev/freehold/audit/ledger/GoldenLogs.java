package dev.freehold.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.audit.ledger.note.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The logs that the reference tools made. */
public final class GoldenLogs {
    public static final Path FOLDER = Path.of("src/test/resources/vectors/tlog");

    private GoldenLogs() {}

    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(FOLDER.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    public static JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(bytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static NoteSigner signer() {
        return NoteSigner.parse(text("keys/log.skey").strip());
    }

    public static byte[] leaf(long i) {
        String number = Long.toString(i);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(number.getBytes(StandardCharsets.US_ASCII));
            String hex = HexFormat.of().formatHex(digest);
            return ("entry " + number + " " + hex.substring(0, (int) Math.min(i % 65, 64)) + "\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<byte[]> leaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    public static List<byte[]> edgeLeaves() {
        byte[] longest = "0123456789abcde\n".repeat(4096).substring(0, 65_535).getBytes(StandardCharsets.US_ASCII);
        return List.of(
                new byte[0],
                new byte[1],
                longest,
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 10, 13},
                "a\n\nb\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** All files below a folder, by path. */
    public static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
