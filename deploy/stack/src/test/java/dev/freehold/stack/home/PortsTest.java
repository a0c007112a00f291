package dev.freehold.stack.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private static final Shape ONE = new Shape(1, Shape.Engine.wasm);

    @TempDir
    private Path home;

    private StackFolder folder;

    @BeforeEach
    void create() throws IOException {
        folder = new StackFolder(home.resolve("stack"));
        folder.create();
    }

    @Test
    void what_was_chosen_stays_although_it_is_taken_now() throws IOException {
        int chosen = Ports.ensure(folder, ONE).of("gateway");
        try (ServerSocket ignored = new ServerSocket(chosen, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(Ports.ensure(folder, ONE).of("gateway")).isEqualTo(chosen);
        }
    }

    @Test
    void a_usual_port_that_is_taken_is_not_chosen() throws IOException {
        int usual = 8087;
        try (ServerSocket other = new ServerSocket()) {
            if (Ports.free(usual)) {
                other.bind(new java.net.InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), usual));
            }
            assertThat(Ports.ensure(folder, ONE).of("console")).isNotEqualTo(usual);
        }
    }

    @Test
    void a_file_that_cannot_be_is_refused_by_name() throws IOException {
        Ports.ensure(folder, ONE);
        ObjectNode file = (ObjectNode) Json.MAPPER.readTree(Files.readString(folder.ports()));
        Files.writeString(folder.ports(), file.deepCopy().put("kafka", 0).toString());
        assertThatThrownBy(() -> Ports.read(folder, ONE))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining(folder.ports().toString())
                .hasMessageContaining("kafka must be a port");

        int gateway = file.path("gateway").asInt();
        Files.writeString(folder.ports(), file.put("console", gateway).toString());
        assertThatThrownBy(() -> Ports.read(folder, ONE)).hasMessageContaining("two parts have the same port");
    }

    @Test
    void a_gateway_that_is_added_gets_a_port_and_the_others_keep_theirs() throws IOException {
        int first = Ports.ensure(folder, ONE).of("gateway");
        Ports more = Ports.ensure(folder, new Shape(2, Shape.Engine.wasm));
        assertThat(more.of("gateway")).isEqualTo(first);
        assertThat(more.of("gateway-2")).isPositive().isNotEqualTo(first);
    }
}
