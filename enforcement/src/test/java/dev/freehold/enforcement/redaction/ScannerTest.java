package dev.freehold.enforcement.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import dev.freehold.enforcement.redaction.recogniser.Recognisers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {
    private final Scanner scanner = Scanner.standard();

    @Test
    void findings_become_tokens_and_the_rest_stays() {
        Masked masked = scanner.mask("Card 4111 1111 1111 1111 of jane@example.com, \u00e0 bient\u00f4t.");

        assertThat(masked.text()).isEqualTo("Card [PAYMENT_CARD] of [EMAIL], \u00e0 bient\u00f4t.");
        assertThat(masked.findings())
                .containsExactly(new Finding("payment_card", "PCI", 5, 24), new Finding("email", "PII", 28, 44));
    }

    @Test
    void only_the_wanted_types_are_masked() {
        Masked masked = scanner.mask("4111111111111111 jane@example.com", Set.of("email"));

        assertThat(masked.text()).isEqualTo("4111111111111111 [EMAIL]");
        assertThat(masked.findings()).extracting(Finding::type).containsExactly("email");
    }

    @Test
    void a_type_that_is_not_wanted_takes_nothing_from_one_that_is() {
        assertThat(scanner.mask("jane.4111111111111111@example.com", Set.of("email"))
                        .text())
                .isEqualTo("[EMAIL]");
    }

    @Test
    void an_unknown_type_is_refused_and_named() {
        assertThatThrownBy(() -> scanner.mask("x", Set.of("e-mail")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e-mail");
    }

    @Test
    void stronger_evidence_wins_and_the_weaker_claim_keeps_what_is_left() {
        assertThat(scanner.mask("jane.4111111111111111@example.com").text()).isEqualTo("[EMAIL][PAYMENT_CARD][EMAIL]");
    }

    @Test
    void the_order_of_recognisers_decides_nothing() {
        List<Recogniser> reversed = new ArrayList<>(Recognisers.standard());
        Collections.reverse(reversed);
        String text = new Corpus(99).text(20_000);

        assertThat(Scanner.of(reversed).scan(text)).isEqualTo(scanner.scan(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
                "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
                "4111\u00a01111\u00a01111\u00a01111",
                "4111\u20131111\u20131111\u20131111",
                "4111\u200b1111\u200b1111\u200b1111",
                "41\u00ad11111111111111",
                "\ud835\udfd2\ud835\udfcf\ud835\udfcf\ud835\udfcf111111111111",
            })
    void digits_of_any_script_and_invisible_characters_hide_no_card(String card) {
        assertThat(scanner.mask("a " + card + " b").text()).isEqualTo("a [PAYMENT_CARD] b");
    }

    @Test
    void a_full_width_address_is_found() {
        assertThat(scanner.mask("\uff4a\uff41\uff4e\uff45\uff20example\uff0ecom")
                        .text())
                .isEqualTo("[EMAIL]");
    }

    @Test
    void scripts_without_spaces_do_not_hide_a_number() {
        assertThat(scanner.mask("\u5361\u53f74111111111111111\u8c22\u8c22").text())
                .isEqualTo("\u5361\u53f7[PAYMENT_CARD]\u8c22\u8c22");
    }

    @Test
    void a_cased_letter_beside_a_number_makes_it_part_of_a_word() {
        assertThat(scanner.scan("\u00e94111111111111111")).isEmpty();
        assertThat(scanner.scan("\u04164111111111111111")).isEmpty();
    }

    @Test
    void an_underscore_or_an_escaped_line_end_is_a_border() {
        assertThat(scanner.mask("card_4111111111111111_x").text()).isEqualTo("card_[PAYMENT_CARD]_x");
        assertThat(scanner.mask("{\"a\":\"hi\\n4111111111111111\\n\"}").text())
                .isEqualTo("{\"a\":\"hi\\n[PAYMENT_CARD]\\n\"}");
        assertThat(scanner.mask("hi\\njane@example.com\\n").text()).isEqualTo("hi\\n[EMAIL]\\n");
    }

    @Test
    void a_security_code_after_a_card_does_not_hide_it() {
        assertThat(scanner.mask("4111 1111 1111 1111 123").text()).isEqualTo("[PAYMENT_CARD] 123");
    }

    @Test
    void dotted_lines_and_list_marks_do_not_hide_an_address() {
        assertThat(scanner.mask("Contact" + ".".repeat(100) + "jane@example.com")
                        .text())
                .endsWith("....[EMAIL]");
        assertThat(scanner.mask("-jane@example.com- 'joe@example.org'").text()).isEqualTo("-[EMAIL]- '[EMAIL]'");
    }

    @Test
    void a_key_block_that_lost_its_end_is_masked_as_far_as_it_goes() {
        String cut = Samples.PEM.substring(0, Samples.PEM.length() - 40);

        assertThat(scanner.mask("x " + cut).text()).isEqualTo("x [PRIVATE_KEY]");
        assertThat(scanner.mask(Samples.PEM.substring(0, 60) + "\nand so on").text())
                .isEqualTo("[PRIVATE_KEY]\nand so on");
    }

    @Test
    void empty_text_has_no_findings() {
        assertThat(scanner.scan("")).isEmpty();
        assertThat(scanner.mask("").text()).isEmpty();
    }

    @Test
    void masked_text_shows_in_no_log() {
        assertThat(scanner.mask("hello jane@example.com")).hasToString("Masked[13 characters, 1 findings]");
    }

    @Test
    void the_reach_is_that_of_the_furthest_recogniser() {
        assertThat(scanner.reach()).isEqualTo(16_384);
    }
}
