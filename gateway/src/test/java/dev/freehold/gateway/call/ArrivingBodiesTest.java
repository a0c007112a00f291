package dev.freehold.gateway.call;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that take their time: in these tests a body may take a second, and those under way may have 256 KiB together. */
@QuarkusTest
class ArrivingBodiesTest {
    private static final String BODY = "{\"model\":\"minilm\",\"input\":\"hello\"}";
    private static final int LONGEST = 64 << 10;

    @Inject
    House house;

    @Inject
    ArrivingBodies bodies;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void a_body_that_does_not_come_ends_its_connection() throws IOException {
        try (Socket slow = promising(100)) {
            slow.setSoTimeout(10_000);
            assertThat(slow.getInputStream().read())
                    .as("the end of the connection")
                    .isEqualTo(-1);
        }
    }

    @Test
    void a_body_of_no_length_that_trickles_is_refused_in_time() throws IOException, InterruptedException {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            slow.setSoTimeout(10_000);
            send(
                    slow,
                    "POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Scene.KEY
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int piece = 0; piece < 12; piece++) {
                send(slow, "1\r\n \r\n");
                Thread.sleep(100);
            }
            byte[] status = slow.getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void a_body_in_pieces_is_a_body() throws IOException, InterruptedException {
        try (Socket pieces = promising(BODY.length())) {
            pieces.setSoTimeout(10_000);
            Thread.sleep(200);
            send(pieces, BODY.substring(1));
            byte[] status = pieces.getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void both_versions_of_http_bring_bodies_in() throws IOException, InterruptedException {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/embeddings"))
                    .version(version)
                    .header("Authorization", "Bearer " + Scene.KEY)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            // Twice: the second request over HTTP/2 begins as one.
            HttpClient client = HttpClient.newBuilder().version(version).build();
            for (int call = 0; call < 2; call++) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode())
                        .as("%s: %s", version, answer.body())
                        .isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
            }
        }
    }

    @Test
    void slow_senders_hold_neither_a_place_nor_the_door() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            // More than the room for bodies under way, and more than the places for calls.
            for (int i = 0; i < 8; i++) {
                slow.add(promising(LONGEST));
            }
            for (int call = 0; call < 3; call++) {
                given().header("Authorization", "Bearer " + Scene.KEY)
                        .contentType("application/json")
                        .body(BODY)
                        .post("/v1/embeddings")
                        .then()
                        .statusCode(200);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void the_room_of_a_body_is_given_back() {
        String filled = BODY.replace("hello", "x".repeat(1500)).replace("}", " ".repeat(40_000) + "}");
        for (int call = 0; call < 20; call++) {
            given().header("Authorization", "Bearer " + Scene.KEY)
                    .contentType("application/json")
                    .body(filled)
                    .post("/v1/embeddings")
                    .then()
                    .statusCode(200);
        }
        await().untilAsserted(() -> assertThat(bodies.room()).isEqualTo(4L * LONGEST));
    }

    /** Sends a request's head and the first byte of its body. */
    private static Socket promising(int length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        send(
                socket,
                "POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Scene.KEY
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n{");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
