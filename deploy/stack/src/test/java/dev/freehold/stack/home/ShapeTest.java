package dev.freehold.stack.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeTest {
    @TempDir
    private Path home;

    private StackFolder folder;

    @BeforeEach
    void create() throws IOException {
        folder = new StackFolder(home.resolve("stack"));
        folder.create();
    }

    @Test
    void at_first_there_is_one_gateway_that_decides_by_itself() throws IOException {
        assertThat(Shape.read(folder)).isEqualTo(new Shape(1, Shape.Engine.wasm));
    }

    @Test
    void what_was_chosen_is_there_the_next_time() throws IOException {
        Shape chosen = new Shape(3, Shape.Engine.opa);
        chosen.write(folder);
        assertThat(Shape.read(folder)).isEqualTo(chosen);
        assertThat(chosen.gatewayNames()).containsExactly("gateway", "gateway-2", "gateway-3");
    }

    @Test
    void what_cannot_be_is_refused() throws IOException {
        assertThatThrownBy(() -> new Shape(0, Shape.Engine.wasm)).hasMessageContaining("1 to 8 gateways, not 0");
        assertThatThrownBy(() -> new Shape(9, Shape.Engine.wasm)).hasMessageContaining("1 to 8 gateways, not 9");
        Files.writeString(folder.shape(), "{\"gateways\":1,\"policy_engine\":\"none\"}");
        assertThatThrownBy(() -> Shape.read(folder))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining("policy_engine is wasm or opa");
    }
}
