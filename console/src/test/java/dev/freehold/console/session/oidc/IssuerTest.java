package dev.freehold.console.session.oidc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.testkit.http.DrippingServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An identity provider that begins each answer at once and never ends it. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IssuerTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final SignInAttempt ATTEMPT = new SignInAttempt("state", "nonce", "verifier", java.time.Instant.MAX);

    @Test
    void metadata_that_drip_in_are_not_waited_for() throws IOException {
        try (DrippingServer server = DrippingServer.start("/nothing", "")) {
            Issuer issuer = new Issuer(settings(server), PATIENCE);
            assertThatThrownBy(() -> issuer.authorization(ATTEMPT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within");
        }
    }

    @Test
    void tokens_that_drip_in_are_not_waited_for() throws IOException {
        try (DrippingServer server = DrippingServer.start(
                "/openid-configuration",
                "{\"issuer\":\"%s\",\"token_endpoint\":\"%s/token\",\"revocation_endpoint\":\"%s/revoke\"}")) {
            Issuer issuer = new Issuer(settings(server), PATIENCE);
            assertThatThrownBy(() -> issuer.redeem("code", ATTEMPT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within")
                    .hasMessageNotContaining("verifier");
            assertThatThrownBy(() -> issuer.revoke("refresh"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within");
        }
    }

    private static OidcSettings settings(DrippingServer server) {
        return new OidcSettings(server.address().toString(), "freehold-console", URI.create("http://127.0.0.1:8087"));
    }
}
