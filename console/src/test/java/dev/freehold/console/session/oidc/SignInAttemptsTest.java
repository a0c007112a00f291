package dev.freehold.console.session.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.AccessKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAttemptsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private Instant now = NOON;
    private final SignInAttempts attempts = new SignInAttempts(clock());

    @Test
    void strangers_who_never_come_back_keep_nobody_out() {
        SignInAttempts.Begun mine = attempts.begin();
        Set<String> others = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            others.add(attempts.begin().cookie().reveal());
        }
        assertThat(others).hasSize(5_000);
        assertThat(attempts.open(mine.cookie())).contains(mine.attempt());
        assertThat(attempts.begin().attempt().end()).isEqualTo(NOON.plus(SignInAttempts.LIFE));
    }

    @Test
    void an_attempt_says_the_same_when_it_comes_back_until_it_ends() {
        SignInAttempts.Begun begun = attempts.begin();
        now = NOON.plus(SignInAttempts.LIFE);
        assertThat(attempts.open(begun.cookie())).contains(begun.attempt());
        now = now.plusMillis(1);
        assertThat(attempts.open(begun.cookie())).isEmpty();
    }

    @Test
    void no_byte_of_it_can_be_altered_and_none_of_it_can_be_read() {
        SignInAttempts.Begun begun = attempts.begin();
        byte[] cookie = Base64.getUrlDecoder().decode(begun.cookie().reveal());
        for (int i = 0; i < cookie.length; i++) {
            cookie[i] ^= 1;
            assertThat(attempts.open(key(cookie))).as("byte %d", i).isEmpty();
            cookie[i] ^= 1;
        }
        assertThat(attempts.open(key(cookie))).contains(begun.attempt());
        String readable = new String(cookie, java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] verifier = Base64.getUrlDecoder().decode(begun.attempt().verifier());
        assertThat(readable).doesNotContain(new String(verifier, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void another_processs_attempts_are_not_this_ones() {
        assertThat(new SignInAttempts(clock()).open(attempts.begin().cookie())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "not base64!", "===="})
    void what_is_no_attempt_of_ours_opens_nothing(String cookie) {
        assertThat(attempts.open(AccessKey.of(cookie.replace(" ", "_")))).isEmpty();
    }

    private static AccessKey key(byte[] cookie) {
        return AccessKey.of(Base64.getUrlEncoder().withoutPadding().encodeToString(cookie));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }
}
