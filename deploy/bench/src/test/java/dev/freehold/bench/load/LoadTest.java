package dev.freehold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration MOMENT = Duration.ofMillis(200);

    @Test
    void every_request_is_answered_once() throws Exception {
        try (InstantUpstream upstream = InstantUpstream.start()) {
            Load.Request request = new Load.Request(upstream.address(), "/v1/chat/completions", "none", "{}");
            Figures figures = Load.run(request, 4, MOMENT);
            assertThat(figures.errors()).isZero();
            assertThat(figures.requestsPerSecond()).isPositive();
            assertThat(figures.p50()).isPositive().isLessThanOrEqualTo(figures.p99());
        }
    }

    @Test
    void refusals_are_errors_and_no_requests() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        try {
            Figures figures = Load.run(new Load.Request(server.getAddress(), "/", "none", "{}"), 1, MOMENT);
            assertThat(figures.requestsPerSecond()).isZero();
            assertThat(figures.errors()).isEqualTo(asked.get()).isPositive();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_message_is_complete_with_its_last_byte() {
        for (String message : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")) {
            byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
            for (int length = 12; length <= bytes.length; length++) {
                ByteBuffer received = ByteBuffer.allocate(256).put(bytes, 0, length);
                assertThat(HttpFrame.complete(received))
                        .as(message.substring(0, length))
                        .isEqualTo(length == bytes.length);
            }
        }
    }

    @Test
    void the_median_is_of_each_figure_by_itself() {
        Figures median = Figures.median(List.of(
                new Figures(10, 3, 9, 1, "503", 5),
                new Figures(30, 1, 7, 0, null, 6),
                new Figures(20, 2, 8, 2, "429", 4)));
        assertThat(median).isEqualTo(new Figures(20, 2, 8, 3, "503", 5));
    }
}
