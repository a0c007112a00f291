package dev.freehold.registry.account.keycloak;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.testkit.http.DrippingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Keycloak that begins each answer at once and never ends it. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealmClientsTest {
    @Test
    void neither_a_token_nor_an_answer_that_drips_in_is_waited_for() throws IOException {
        for (String quick : new String[] {"/nothing", "/token"}) {
            try (DrippingServer server = DrippingServer.start(quick, "{\"access_token\":\"t\"}")) {
                RealmClients clients = new RealmClients(
                        new RealmClients.Realm(server.address(), server.address(), "freehold-registry", "the secret"),
                        Duration.ofMillis(500));
                assertThatThrownBy(() -> clients.find("application-default-letters"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("did not answer within")
                        .hasMessageNotContaining("the secret");
            }
        }
    }
}
