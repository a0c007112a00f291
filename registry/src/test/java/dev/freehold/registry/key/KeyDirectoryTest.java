package dev.freehold.registry.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.registry.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {
    private static final AccessKey KEY = AccessKey.of("fh_00000001_secret");
    private static final Caller ADA = Examples.person("ada");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final KeyDirectory directory = new KeyDirectory(
            () -> new KeyDirectory.Known(Map.of(KEY.digest(), ADA), Map.of()), now::get, Duration.ofSeconds(30));

    @Test
    void a_key_in_force_proves_its_caller() {
        directory.refresh();
        assertThat(directory.authenticate(KEY)).isEqualTo(new Authentication.Known(ADA));
    }

    @Test
    void a_key_that_nobody_issued_proves_nobody() {
        directory.refresh();
        assertThat(directory.authenticate(AccessKey.of("fh_00000001_secreT"))).isEqualTo(new Authentication.Unknown());
    }

    @Test
    void a_directory_that_was_never_read_answers_for_nobody() {
        assertThat(directory.authenticate(KEY)).isInstanceOf(Authentication.Unavailable.class);
        assertThat(directory.unready()).isPresent();
    }

    @Test
    void a_directory_past_its_age_answers_for_nobody() {
        directory.refresh();
        now.set(Instant.EPOCH.plusSeconds(30));
        assertThat(directory.authenticate(KEY)).isInstanceOf(Authentication.Known.class);
        now.set(Instant.EPOCH.plusSeconds(31));
        assertThat(directory.authenticate(KEY)).isInstanceOf(Authentication.Unavailable.class);
    }
}
