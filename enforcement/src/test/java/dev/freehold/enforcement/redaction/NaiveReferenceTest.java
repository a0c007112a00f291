package dev.freehold.enforcement.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.enforcement.redaction.recogniser.Folded;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import dev.freehold.enforcement.redaction.recogniser.Recognisers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one pass against the slow truth: every recogniser tried at every position. */
class NaiveReferenceTest {
    private static final int LENGTH = 12_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void no_span_is_missed_and_none_is_made_up(long seed) {
        String text = new Corpus(seed).text(LENGTH);

        List<Claim> expected = everywhere(text);

        assertThat(expected).hasSizeGreaterThan(150);
        assertThat(Scanner.standard().claims(text)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void every_letter_and_digit_that_a_recogniser_claims_lies_in_a_finding(long seed) {
        String text = new Corpus(seed).text(LENGTH);
        List<Finding> findings = Scanner.standard().scan(text);

        Set<Integer> covered = new HashSet<>();
        int last = 0;
        for (Finding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(last);
            last = finding.end();
            for (int i = finding.start(); i < finding.end(); i++) {
                covered.add(i);
            }
        }
        for (Claim claim : everywhere(text)) {
            for (int i = claim.start(); i < claim.end(); i++) {
                if (Character.isLetterOrDigit(text.charAt(i))) {
                    assertThat(covered)
                            .as(text.substring(claim.start(), claim.end()))
                            .contains(i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void what_lies_beyond_the_reach_changes_no_answer(long seed) {
        String text = new Corpus(seed).text(LENGTH / 10);
        Folded whole = Folded.of(text);
        for (Recogniser recogniser : Recognisers.standard()) {
            for (int i = 0; i < whole.length(); i++) {
                int end = recogniser.end(whole, i);
                int cut = whole.originalEnd(Math.min(whole.length(), i + recogniser.reach()));
                assertThat(recogniser.end(Folded.of(text.substring(0, cut)), i))
                        .as("%s at %d", recogniser.type(), i)
                        .isEqualTo(end);
                assertThat(end).isLessThanOrEqualTo(i + recogniser.reach());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void masked_text_has_nothing_left_to_mask(long seed) {
        String masked = Scanner.standard().mask(new Corpus(seed).prose(LENGTH)).text();

        assertThat(Scanner.standard().scan(masked)).isEmpty();
    }

    private static List<Claim> everywhere(String text) {
        List<Claim> claims = new ArrayList<>();
        Folded folded = Folded.of(text);
        for (int i = 0; i < folded.length(); i++) {
            for (Recogniser recogniser : Recognisers.standard()) {
                int end = recogniser.end(folded, i);
                if (end != Recogniser.NO_MATCH) {
                    claims.add(new Claim(recogniser, folded.originalStart(i), folded.originalEnd(end)));
                }
            }
        }
        return claims;
    }
}
