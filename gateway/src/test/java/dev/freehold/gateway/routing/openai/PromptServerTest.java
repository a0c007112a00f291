package dev.freehold.gateway.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server whose answer is there before whoever asked has looked up: each of its bytes is read all the same. */
class PromptServerTest {
    private static final int CALLERS = 4;
    private static final int BUSY = 2 * Runtime.getRuntime().availableProcessors();
    private static final int CALLS = 5_000;
    private static final byte[] QUESTION = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
    private static final String BODY = "{\"data\":[]}";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.UTF_8);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void answers_that_are_there_at_once_are_read_whole() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ModelServer server = new ModelServer(vertx, settings(listening.getLocalPort()))) {
            threads.execute(() -> accept(listening));
            for (int busy = 0; busy < BUSY; busy++) {
                threads.execute(PromptServerTest::spin);
            }
            List<Future<Integer>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(threads.submit(() -> wholeAnswers(server)));
            }
            for (Future<Integer> caller : callers) {
                assertThat(caller.get(60, TimeUnit.SECONDS)).isEqualTo(CALLS);
            }
        } finally {
            threads.shutdownNow();
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Keeps the processors busy, so that callers lose theirs at every point of a call. */
    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private static int wholeAnswers(ModelServer server) throws ServerFailed {
        int whole = 0;
        for (int call = 0; call < CALLS; call++) {
            whole += new String(
                                    server.ask("/embeddings", QUESTION, Duration.ofSeconds(10))
                                            .body(),
                                    StandardCharsets.UTF_8)
                            .equals(BODY)
                    ? 1
                    : 0;
        }
        return whole;
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Each read holds one whole request: they are short, and nobody sends two at a time on one connection. */
    private static void serve(Socket socket) {
        byte[] request = new byte[4096];
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            int read = 0;
            while (read >= 0) {
                String text = "";
                while (!text.endsWith("}") && read >= 0) {
                    read = in.read(request);
                    text += read < 0 ? "" : new String(request, 0, read, StandardCharsets.UTF_8);
                }
                out.write(ANSWER);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static UpstreamSettings settings(int port) {
        return new UpstreamSettings(
                URI.create("http://127.0.0.1:" + port + "/v1"),
                null,
                new ModelName("m"),
                CALLERS,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                5,
                Duration.ofSeconds(1));
    }
}
