package dev.freehold.servers.cache;

import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file of Maven Central, named by its coordinates and its digest. Maven itself fetches it, so that mirrors, proxies and
 * credentials are those that the person's Maven has.
 *
 * @param coordinates {@code group:artifact:version:type}
 * @param sha256 in hexadecimal; what has another one is not used
 */
public record Download(String coordinates, String sha256) {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final int LONGEST_OUTPUT = 16_384;

    /**
     * Fetches it into a folder and gives its path.
     *
     * @param checkout the folder that {@code mvnw} is in
     */
    public Path into(Path folder, Path checkout) throws IOException {
        String[] parts = coordinates.split(":", -1);
        Path file = folder.resolve(parts[1] + "-" + parts[2] + "." + parts[3]);
        maven(
                checkout,
                List.of(
                        checkout.resolve("mvnw").toString(),
                        "--quiet",
                        "--batch-mode",
                        "--non-recursive",
                        "dependency:copy",
                        "-Dartifact=" + coordinates,
                        "-DoutputDirectory=" + folder));
        String found = digest(file);
        if (!found.equals(sha256)) {
            Files.delete(file);
            throw new ServerFailed(coordinates + " has the digest " + found + ", not " + sha256 + ": it is not used");
        }
        return file;
    }

    private void maven(Path checkout, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ServerFailed("Maven could not fetch " + coordinates + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new ServerFailed("interrupted while fetching " + coordinates, e);
        }
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
