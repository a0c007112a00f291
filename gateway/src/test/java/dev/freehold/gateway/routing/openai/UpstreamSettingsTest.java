package dev.freehold.gateway.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSettingsTest {
    @Test
    void operations_lie_below_the_base() {
        assertThat(at("http://models:8000/v1/").path("/embeddings")).isEqualTo("/v1/embeddings");
        assertThat(at("https://models/v1").path("/embeddings")).isEqualTo("/v1/embeddings");
        assertThat(at("https://models/v1").port()).isEqualTo(443);
        assertThat(at("http://models").port()).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://models", "models:8000", "http://me:secret@models/v1", "http://models/v1?key=x"})
    void a_base_that_is_none_stops_the_start(String url) {
        assertThatThrownBy(() -> at(url)).hasMessageContaining("freehold.gateway.upstream.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{digst}", "{}"})
    void a_model_name_with_an_unknown_place_stops_the_start(String template) {
        assertThatThrownBy(() -> new ModelName(template)).hasMessageContaining("freehold.gateway.upstream.model");
    }

    @Test
    void the_key_is_in_no_text() {
        assertThat(at("http://models").toString()).doesNotContain("sk-1");
        assertThatThrownBy(() -> with("two words")).hasMessageNotContaining("two words");
    }

    static UpstreamSettings at(String url) {
        return new UpstreamSettings(
                URI.create(url),
                "sk-1",
                new ModelName("{digest}"),
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                3,
                Duration.ofMinutes(1));
    }

    private static UpstreamSettings with(String key) {
        return new UpstreamSettings(
                URI.create("http://models"),
                key,
                new ModelName("m"),
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                3,
                Duration.ofSeconds(1));
    }
}
