package dev.freehold.enforcement.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.Callers;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerKeysTest {
    private final BearerKeys keys = new BearerKeys(key -> switch (key.reveal()) {
        case "fh-good" -> new Authentication.Known(Callers.ANNA);
        case "fh-later" -> new Authentication.Unavailable("The registry is not reached.");
        default -> new Authentication.Unknown();
    });

    @Test
    void a_known_key_proves_its_caller() {
        assertThat(keys.caller("Bearer fh-good")).isEqualTo(Callers.ANNA);
        assertThat(keys.caller("bearer fh-good")).as("the scheme has no case").isEqualTo(Callers.ANNA);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "fh-good", "Basic fh-good", "Bearer"})
    void without_a_bearer_key_a_key_is_asked_for(String header) {
        assertProblem(header, "AUTHENTICATION_REQUIRED", 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer fh-bad", "Bearer ", "Bearer fh good", "Bearer fh-gööd"})
    void a_key_that_nobody_has_is_refused(String header) {
        assertProblem(header, "INVALID_KEY", 401);
    }

    @Test
    void a_directory_that_cannot_tell_refuses() {
        assertProblem("Bearer fh-later", "IDENTITY_UNAVAILABLE", 503);
    }

    @Test
    void a_token_is_not_looked_up_as_a_key_and_a_key_not_taken_for_a_token() {
        PresentedTokens tokens = new PresentedTokens() {
            @Override
            public boolean recognises(String presented) {
                return presented.startsWith("eyJ");
            }

            @Override
            public Authentication authenticate(String token) {
                return token.equals("eyJ.good") ? new Authentication.Known(Callers.ANNA) : new Authentication.Unknown();
            }
        };
        BearerKeys both = new BearerKeys(key -> new Authentication.Unavailable("asked for a key"), tokens);

        assertThat(both.caller("Bearer eyJ.good")).isEqualTo(Callers.ANNA);
        assertThatThrownBy(() -> both.caller("Bearer eyJ.bad"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("INVALID_KEY"));
        assertThatThrownBy(() -> both.caller("Bearer fh-good")).hasMessageContaining("asked for a key");
    }

    @Test
    void no_problem_shows_the_key() {
        assertThatThrownBy(() -> keys.caller("Bearer fh-secret")).message().doesNotContain("fh-secret");
    }

    private void assertProblem(String header, String code, int status) {
        assertThatThrownBy(() -> keys.caller(header)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().status()).isEqualTo(status);
        });
    }
}
