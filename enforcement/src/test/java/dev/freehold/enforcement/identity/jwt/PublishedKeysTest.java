package dev.freehold.enforcement.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.testkit.http.DrippingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishedKeysTest {
    @Test
    void keys_that_drip_in_are_not_waited_for() throws IOException {
        try (DrippingServer server = DrippingServer.start("/keys", "{}")) {
            assertThat(new PublishedKeys(server.address().resolve("/keys"), Duration.ofSeconds(10)).read())
                    .isEqualTo("{}");
            PublishedKeys slow = new PublishedKeys(server.address().resolve("/slow"), Duration.ofMillis(500));
            assertThatThrownBy(slow::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within 500 ms");
        }
    }
}
