package dev.freehold.console.session.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSettingsTest {
    private static final String ISSUER = "https://id.example/realms/freehold";

    @Test
    void cookies_are_for_secure_connections_save_on_this_machine() {
        assertThat(settings("https://console.example").secure()).isTrue();
        assertThat(settings("http://127.0.0.1:8087").secure()).isFalse();
        assertThat(settings("https://console.example").redirect())
                .isEqualTo("https://console.example/console/sign-in/return");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://console.example",
                "http://192.168.1.10:8087",
                "http://127.0.0.1.example:8087",
                "console.example",
                "https://console.example/console",
                "https://console.example?x=y"
            })
    void without_tls_or_with_more_than_an_address_it_does_not_start(String console) {
        assertThatThrownBy(() -> settings(console))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("freehold.console.url");
    }

    @Test
    void an_issuer_without_tls_elsewhere_is_not_asked() {
        assertThatThrownBy(() -> new OidcSettings(
                        "http://id.example/realms/freehold", "freehold-console", URI.create("https://console.example")))
                .hasMessageContaining("freehold.oidc.issuer must be an https address");
    }

    private static OidcSettings settings(String console) {
        return new OidcSettings(ISSUER, "freehold-console", URI.create(console));
    }
}
