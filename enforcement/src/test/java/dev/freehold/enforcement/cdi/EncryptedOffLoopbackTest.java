package dev.freehold.enforcement.cdi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedOffLoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void on_this_machine_plain_http_is_taken(String host) {
        assertThatCode(() -> EncryptedOffLoopback.check(host, "enabled")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,enabled", "0.0.0.0,redirect", "10.0.0.7,enabled", "gateway.example,ENABLED", "::,enabled"})
    void anywhere_else_the_start_is_refused_without_tls(String host, String insecure) {
        assertThatThrownBy(() -> EncryptedOffLoopback.check(host, insecure))
                .hasMessageContaining("quarkus.http.ssl.certificate.files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.7"})
    void with_tls_alone_any_address_will_do(String host) {
        assertThatCode(() -> EncryptedOffLoopback.check(host, "disabled")).doesNotThrowAnyException();
    }
}
