package dev.freehold.enforcement.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that issuers publish for tests are found whole; the same numbers with one digit wrong are not. */
class PublishedNumbersTest {
    @ParameterizedTest
    @MethodSource("dev.freehold.enforcement.redaction.Samples#positives")
    void a_published_sample_is_found_whole_and_with_its_type(Samples.Sample sample) {
        String text = "Here it is: " + sample.context() + sample.value() + ", thank you.";
        int start = text.indexOf(sample.value());

        assertThat(Scanner.standard().scan(text))
                .containsExactly(new Finding(
                        sample.type(),
                        sample.category(),
                        start,
                        start + sample.value().length()));
    }

    @ParameterizedTest
    @MethodSource("dev.freehold.enforcement.redaction.Samples#negatives")
    void what_breaks_a_rule_of_its_format_is_not_found(String text) {
        assertThat(Scanner.standard().scan("Here it is: " + text + ", thank you."))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Version 2.0.1 of 2026-11-23 10:30:45, build 20261123103045, took 1700000000000 ms.",
                "std::vector<int> a::b; case x: return dead::beef; http://host:8080/a::c",
                "Embedding: 0.4111111111111111, -0.5555555555554444, 1e-9",
                "01.02.2026 10:30, 01/02/2026 100 pieces, 23-11-2026 12:00",
                "order 123456789 of 987654321; ISBN 978-3-16-148410-0",
                "12345678-1234-1234-1234-123456789012 and 550e8400-e29b-41d4-a716-446655440000",
                "sk-fading-circle-spinner-large-blue, fh_registered_function_name, mask-something-else-entirely",
                "user@localhost, @mention, a@b, name@, @example.com, x@1.2",
                "-----BEGIN CERTIFICATE----- MIIB -----END CERTIFICATE-----",
                "eyJub3QiOiJhIHRva2VuIn0.abc.def and eyJ.eyJ.eyJ",
            })
    void ordinary_text_stays_as_it_is(String text) {
        assertThat(Scanner.standard().scan(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "us_aba_routing, 021000021, 'routing number '",
        "us_ssn, 078051120, 'my SSN is '",
        "phone, 4155552671, 'call me at '"
    })
    void a_bare_number_needs_a_word_before_it(String type, String number, String word) {
        assertThat(Scanner.standard().scan("It is " + number + " then.")).isEmpty();
        assertThat(Scanner.standard().scan(word + number + " then."))
                .extracting(Finding::type)
                .containsExactly(type);
        assertThat(Scanner.standard().scan(word + "x".repeat(60) + " " + number))
                .isEmpty();
    }

    @Test
    void there_is_a_sample_for_every_recogniser() {
        assertThat(Samples.positives().map(Samples.Sample::type))
                .containsAll(Scanner.standard().types());
        assertThat(Scanner.standard().types()).hasSizeGreaterThanOrEqualTo(15);
    }
}
