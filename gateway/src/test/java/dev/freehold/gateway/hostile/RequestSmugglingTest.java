package dev.freehold.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end can be read in two ways (RFC 9112, section 11.2), on bare connections. Whatever stands between a caller and
 * this gateway, what is hidden in one request never becomes a second one: each that can be read in two ways ends its connection.
 */
@QuarkusTest
class RequestSmugglingTest {
    private static final String BODY = "{\"model\":\"minilm\",\"input\":\"hello\"}";
    private static final String HIDDEN = "POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer hidden-key"
            + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    @Inject
    House house;

    @BeforeEach
    void set() {
        UseCase useCase = Scene.set(house, 1000);
        house.admit("hidden-key", new Caller(Scene.TENANT, "victim", "hidden", Set.of(Role.APPLICATION), useCase));
    }

    /** The control: the same two requests, plainly one after the other, are two answers and two pairs of records. */
    @Test
    void two_plain_requests_on_one_connection_are_two_answers_and_two_pairs_of_records() throws IOException {
        try (RawConnection connection = new RawConnection()) {
            String answers = connection
                    .send(head("Content-Length: " + BODY.length()) + BODY + HIDDEN)
                    .rest(1_500);
            assertThat(RawConnection.answers(answers)).isEqualTo(2);
        }
        assertThat(of("key-1")).isEqualTo(2);
        assertThat(of("hidden")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\nContent-Length: 5",
                "Content-Length: 0\nContent-Length: 5",
                "Content-Length: 5\nContent-Length: 0",
                "Content-Length: 0, 5",
                "Content-Length: +0",
                "Content-Length: -1",
                "Content-Length: 0x0",
                "Content-Length: 0a",
                "Content-Length : 0",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked\nContent-Length: 5",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding\u0000: chunked",
                "X: y\rTransfer-Encoding: chunked",
                "Transfer-Encoding:\n chunked\nContent-Length: 5",
            })
    void a_request_whose_end_can_be_read_in_two_ways_hides_no_second_one(String lines) throws IOException {
        try (RawConnection connection = new RawConnection()) {
            String answers = connection
                    .send(head(lines.replace("\n", "\r\n")) + "0\r\n\r\n" + HIDDEN)
                    .rest(700);
            assertThat(of("hidden")).as(answers).isZero();
            assertThat(RawConnection.answers(answers)).as(answers).isLessThanOrEqualTo(1);
        }
        assertThat(of("key-1")).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FFFFFFFFFFFFFFFFF\r\n",
                "80000000\r\n",
                "-1\r\n",
                "0x0\r\n\r\n",
                "+0\r\n\r\n",
                "0 \u0000\r\n\r\n",
                "\r\n0\r\n\r\n",
                "1;\nx\r\n0\r\n\r\n",
                "1\r\nxx\r\n0\r\n\r\n",
                "g\r\n\r\n",
            })
    void a_chunk_whose_size_can_be_read_in_two_ways_hides_no_second_request(String chunks) throws IOException {
        try (RawConnection connection = new RawConnection()) {
            String answers = connection
                    .send(head("Transfer-Encoding: chunked") + chunks + HIDDEN)
                    .rest(700);
            assertThat(of("hidden")).as(answers).isZero();
            assertThat(RawConnection.answers(answers)).as(answers).isLessThanOrEqualTo(1);
        }
    }

    private long of(String client) {
        return house.events.stream()
                .filter(event -> event.actor().client().equals(client))
                .count();
    }

    private static String head(String lines) {
        return "POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Scene.KEY
                + "\r\nContent-Type: application/json\r\n" + lines + "\r\n\r\n";
    }
}
