package dev.freehold.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.audit.ledger.tlog.TiledLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyTest {
    private static final String VECTORS = GoldenLogs.FOLDER.toString();
    private static final String KEY = VECTORS + "/keys/log.vkey";
    private static final String COSIGNED = VECTORS + "/keys/log+w1+pq1.vkeys";

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new Verify(home))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(args);
    }

    private void copy(String log, Path to) throws IOException {
        for (var file :
                GoldenLogs.files(GoldenLogs.FOLDER.resolve("logs/" + log)).entrySet()) {
            Path target = to.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    @Test
    void a_sound_log_is_verified() {
        assertThat(run("log", KEY, VECTORS + "/logs/size-257")).isZero();
        assertThat(out.toString()).contains("257 entries", "aMRQTzrGcXo/Hck2FmNswNvvhT7eIwp9MT0llh3UwAw=");
    }

    @Test
    void a_required_cosigner_is_asked_for() {
        assertThat(run("log", COSIGNED, VECTORS + "/logs/size-257")).isEqualTo(1);
        assertThat(out.toString()).contains("signature-missing");
    }

    @Test
    void a_fault_is_told_to_programs_too() throws IOException {
        copy("size-257", home);
        Files.delete(home.resolve("tile/0/000"));
        assertThat(run("log", "--output", "json", KEY, home.toString())).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/fault/kind").asText()).isEqualTo("tile-missing");
        assertThat(json.at("/fault/first_entry").asLong()).isZero();
    }

    @Test
    void what_cannot_be_read_is_no_evidence() {
        assertThat(run("log", KEY, home.toString())).isEqualTo(2);
        assertThat(run("log", KEY, home.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(run("log", VECTORS + "/roots.json", VECTORS + "/logs/size-1"))
                .isEqualTo(2);
        assertThat(run("log", KEY)).isEqualTo(2);
        assertThat(run("log", KEY, "http://127.0.0.1:1/")).isEqualTo(2);
        assertThat(run("proof", KEY, home.resolve("nowhere").toString(), KEY)).isEqualTo(2);
    }

    @Test
    void proofs_are_verified_for_the_exact_leaf_only() {
        String inclusion = VECTORS + "/inclusion/";
        String proof = inclusion + "size257-index256.tlog-proof";
        assertThat(run("proof", KEY, inclusion + "size257-index256.leaf", proof))
                .isZero();
        assertThat(run("proof", KEY, inclusion + "size257-index255.leaf", proof))
                .isEqualTo(1);
        assertThat(out.toString()).contains("proof-wrong");
        assertThat(run(
                        "proof",
                        COSIGNED,
                        inclusion + "size257-index256.leaf",
                        inclusion + "size257-index256-cosigned.tlog-proof"))
                .isZero();
        assertThat(run("proof", KEY, inclusion + "size257-index256.leaf", KEY)).isEqualTo(1);
        assertThat(out.toString()).contains("proof-malformed");
    }

    @Test
    void growth_is_told_from_rewriting() throws IOException {
        TiledLog.open(new DiskFiles(home), GoldenLogs.signer()).append(GoldenLogs.leaves(3000));
        String checkpoints = VECTORS + "/checkpoints/";
        String small = VECTORS + "/logs/size-257/checkpoint";
        String large = checkpoints + "size-3000.checkpoint";
        assertThat(run("consistency", KEY, small, large, home.toString())).isZero();
        assertThat(run("consistency", KEY, VECTORS + "/logs/size-0/checkpoint", large, home.toString()))
                .isZero();
        assertThat(run("consistency", KEY, checkpoints + "fork-size-257.checkpoint", large, home.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("history-rewritten");
        assertThat(run("consistency", KEY, large, small, home.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("log-shrank");
        assertThat(run("consistency", KEY, checkpoints + "fork-size-257.checkpoint", small, home.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("roots-differ");
        Files.write(home.resolve("tile/1/000.p/11"), new byte[11 * 32]);
        assertThat(run("consistency", KEY, small, large, home.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("hash-other");
        Files.write(home.resolve("tile/1/000.p/11"), new byte[10 * 32]);
        assertThat(run("consistency", KEY, small, large, home.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("tile-short");
        Files.delete(home.resolve("tile/1/000.p/11"));
        assertThat(run("consistency", KEY, small, large, home.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("tile-missing");
    }

    @Test
    void without_a_subcommand_every_log_at_home_is_verified_and_one_bad_log_decides() throws IOException {
        assertThat(run()).isEqualTo(2);
        copy("size-1", home.resolve("ledger/a"));
        copy("size-257", home.resolve("ledger/b"));
        Files.write(home.resolve("ledger/a/log.vkey"), GoldenLogs.bytes("keys/log.vkey"));
        assertThat(run()).isEqualTo(2);
        Files.write(home.resolve("ledger/b/log.vkey"), GoldenLogs.bytes("keys/log.vkey"));
        assertThat(run()).isZero();
        Files.delete(home.resolve("ledger/a/log.vkey"));
        Files.delete(home.resolve("ledger/b/tile/0/000"));
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void a_log_behind_an_address_is_verified_with_an_access_key() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file =
                    GoldenLogs.FOLDER.resolve("logs" + exchange.getRequestURI().getPath());
            boolean known =
                    "Bearer open-sesame".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int status = !known ? 401 : Files.isRegularFile(file) ? 200 : 404;
            byte[] body = status == 200 ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/size-257";
            Path accessKey = Files.writeString(home.resolve("key"), "open-sesame\n");
            assertThat(run("log", KEY, address)).isEqualTo(2);
            assertThat(out.toString()).contains("status 401");
            assertThat(run("log", "--access-key-file", accessKey.toString(), KEY, address))
                    .isZero();
        } finally {
            server.stop(0);
        }
    }
}
