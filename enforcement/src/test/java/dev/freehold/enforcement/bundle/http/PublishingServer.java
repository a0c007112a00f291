package dev.freehold.enforcement.bundle.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small server of OPA's bundle protocol on this machine, with long polling, that a test makes lie, fail and stall. */
final class PublishingServer implements AutoCloseable {
    /** What it may do instead of its duty. */
    enum Fault {
        NONE,
        REFUSES,
        STALLS_IN_THE_BODY,
        SENDS_TOO_MUCH,
        REDIRECTS,
        SAYS_UNCHANGED,
        NAMES_NOTHING
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> preferences = new CopyOnWriteArrayList<>();
    private byte[] archive = new byte[0];
    private int version;
    private volatile Fault fault = Fault.NONE;
    private final AtomicInteger answered = new AtomicInteger();

    PublishingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/bundle", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bundle");
    }

    synchronized void publish(byte[] next) {
        archive = next;
        version++;
        notifyAll();
    }

    synchronized void fail(Fault with) {
        fault = with;
        notifyAll();
    }

    int answered() {
        return answered.get();
    }

    List<String> preferences() {
        return preferences;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            String prefer = exchange.getRequestHeaders().getFirst("Prefer");
            if (prefer != null) {
                preferences.add(prefer);
            }
            byte[] content = known == null ? present() : next(known);
            answered.incrementAndGet();
            switch (fault) {
                case REFUSES -> exchange.sendResponseHeaders(500, -1);
                case SAYS_UNCHANGED -> exchange.sendResponseHeaders(304, -1);
                case REDIRECTS -> {
                    exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                }
                case STALLS_IN_THE_BODY -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    Thread.sleep(60_000);
                }
                case SENDS_TOO_MUCH -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] zeros = new byte[1 << 20];
                    for (int i = 0; i < 1000; i++) {
                        exchange.getResponseBody().write(zeros);
                    }
                }
                case NONE, NAMES_NOTHING -> send(exchange, content);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, byte[] content) throws IOException {
        if (fault == Fault.NONE) {
            exchange.getResponseHeaders().set("ETag", tag());
        }
        if (content.length == 0) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private synchronized byte[] present() {
        return archive;
    }

    private synchronized String tag() {
        return "\"v" + version + "\"";
    }

    /** The content once it is not the known one; nothing if that takes longer than a client waits in these tests. */
    private synchronized byte[] next(String known) throws InterruptedException {
        long deadline = System.nanoTime() + 1_000_000_000L;
        while (known.equals("\"v" + version + "\"") && fault == Fault.NONE) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return new byte[0];
            }
            wait(left);
        }
        return archive;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
