package dev.freehold.testkit.keycloak;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.servers.cache.ServerCache;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class KeycloakTest {
    @Test
    void where_it_was_not_fetched_a_test_is_left_out_with_the_command_that_fetches(@TempDir Path empty) {
        assertThatThrownBy(() -> Keycloak.required(new ServerCache(empty), Map.of()))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("deploy/servers/fetch keycloak");
    }

    @Test
    void ci_leaves_nothing_out(@TempDir Path empty) {
        assertThatThrownBy(() -> Keycloak.required(new ServerCache(empty), Map.of("CI", "true")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("deploy/servers/fetch keycloak");
    }
}
