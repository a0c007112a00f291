package dev.freehold.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers at once, and then sends its body a byte every fifty milliseconds: each wait for a next byte is short, and all of it takes
 * forever. What is quick is sent whole: addresses that end as told.
 */
public final class DrippingServer implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private DrippingServer(HttpServer server) {
        this.server = server;
    }

    /**
     * @param quickly end of the addresses that are answered at once
     * @param answer to those; {@code %s} in it is this server's address
     */
    public static DrippingServer start(String quickly, String answer) throws IOException {
        DrippingServer dripping = new DrippingServer(HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0));
        dripping.server.setExecutor(dripping.threads);
        dripping.server.createContext("/", exchange -> dripping.answer(exchange, quickly, answer));
        dripping.server.start();
        return dripping;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange, String quickly, String answer) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith(quickly)) {
                byte[] body = answer.replace("%s", address().toString()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            byte[] blanks = new byte[10_000];
            Arrays.fill(blanks, (byte) ' ');
            exchange.sendResponseHeaders(200, blanks.length);
            for (byte blank : blanks) {
                exchange.getResponseBody().write(blank);
                exchange.getResponseBody().flush();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
