package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.audit.verify.Verify;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The compliance officer's part: the record found, the log verified offline, an altered copy caught. */
final class ProofStory {
    private static final int COPIES = 5;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DemoActors actors;
    private final Narrator narrator;
    private final Path ledger;

    ProofStory(DemoActors actors, Narrator narrator, Path ledger) {
        this.actors = actors;
        this.narrator = narrator;
        this.ledger = ledger;
    }

    /** Proves the call, and gives the ledger's size. */
    long prove(CallStory.Called call) throws IOException, InterruptedException {
        narrator.step("The compliance officer finds the call, and proves the log without any server");
        List<JsonNode> records = find(call.decision());
        narrator.fact("decision %s: %d records, an intent and its outcome", call.decision(), records.size());
        verifyRecord(records.get(0).path("id").asText());
        StringWriter said = new StringWriter();
        if (verify(ledger, said) != 0) {
            throw new IOException("the ledger does not verify: " + said);
        }
        long size =
                Long.parseLong(Files.readAllLines(ledger.resolve("checkpoint")).get(1));
        narrator.fact("%s", said.toString().strip());
        narrator.step("One byte is altered in a copy");
        narrator.fact("caught: %s", alteredCopy());
        return size;
    }

    private List<JsonNode> find(String decision) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(LIMIT);
        while (true) {
            JsonNode found = actors.client()
                    .get(actors.officer(), "/api/audit/entries?decision=" + decision)
                    .expectOk("trail");
            JsonNode entries = found.path("entries");
            if (entries.size() >= 2) {
                return List.of(entries.get(0), entries.get(1));
            }
            if (Instant.now().isAfter(limit)) {
                throw new IOException("the trail does not show decision " + decision);
            }
            Thread.sleep(200);
        }
    }

    private void verifyRecord(String id) throws IOException {
        Path folder = Files.createTempDirectory("freehold-proof");
        try {
            Path leaf = folder.resolve("leaf");
            Path proof = folder.resolve("proof");
            Files.write(leaf, bytes("/api/audit/entries/" + id + "/leaf"));
            Files.write(proof, bytes("/api/audit/entries/" + id + "/proof"));
            StringWriter said = new StringWriter();
            int status = run(said, "proof", ledger.resolve("log.vkey").toString(), leaf.toString(), proof.toString());
            if (status != 0) {
                throw new IOException("the record's proof does not verify: " + said);
            }
            narrator.fact("record %s: its proof verifies", id);
        } finally {
            delete(folder);
        }
    }

    private byte[] bytes(String path) throws IOException {
        var answer = actors.client().get(actors.officer(), path);
        if (!answer.ok()) {
            throw new IOException(path + " answered " + answer.status());
        }
        return answer.http().body();
    }

    private String alteredCopy() throws IOException {
        Path copy = Files.createTempDirectory("freehold-altered");
        try {
            copyWhole(copy);
            Path bundle;
            try (Stream<Path> files = Files.walk(copy.resolve("tile/entries"))) {
                bundle = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
            }
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[bytes.length / 2] ^= 1;
            Files.write(bundle, bytes);
            StringWriter said = new StringWriter();
            if (verify(copy, said) != 1) {
                throw new IOException("an altered copy was not caught: " + said);
            }
            return said.toString().strip();
        } finally {
            delete(copy);
        }
    }

    private int verify(Path folder, StringWriter said) {
        return run(said, "log", ledger.resolve("log.vkey").toString(), folder.toString());
    }

    private static int run(StringWriter said, String... arguments) {
        PrintWriter out = new PrintWriter(said);
        return new CommandLine(new Verify()).setOut(out).setErr(out).execute(arguments);
    }

    /** Copies the ledger while it grows: the checkpoint first, and again if a partial tile went meanwhile. */
    private void copyWhole(Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.copy(
                        ledger.resolve("checkpoint"),
                        target.resolve("checkpoint"),
                        StandardCopyOption.REPLACE_EXISTING);
                copyTiles(target);
                break;
            } catch (NoSuchFileException | UncheckedIOException gone) {
                if (attempt == COPIES) {
                    throw gone;
                }
            }
        }
        StringWriter said = new StringWriter();
        if (verify(target, said) != 0) {
            throw new IOException("the copy does not verify before it is altered: " + said);
        }
    }

    private void copyTiles(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(ledger.resolve("tile"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = target.resolve(ledger.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.write(to, Files.readAllBytes(file));
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
