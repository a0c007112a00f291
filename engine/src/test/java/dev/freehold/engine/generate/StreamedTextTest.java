package dev.freehold.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.fixture.ByteTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedTextTest {
    private static final String TEXT = "Grüße, 日本語 and 😀👍🏽 — naïve\n\tend.";

    @TempDir
    Path folder;

    @Test
    void no_piece_is_cut_inside_of_a_character() throws Exception {
        try (DecoderTokenizer tokenizer =
                DecoderTokenizer.open(ByteTokenizer.write(folder), ByteTokenizer.VOCABULARY)) {
            long[] ids = tokenizer.encode(TEXT, false);
            assertThat(ids).hasSize(TEXT.getBytes(StandardCharsets.UTF_8).length);
            TokenText text = new TokenText(tokenizer::decode);
            List<String> pieces = new ArrayList<>();
            for (long id : ids) {
                pieces.add(text.add(id));
            }
            pieces.add(text.rest());
            assertThat(pieces).allMatch(StreamedTextTest::whole);
            assertThat(String.join("", pieces)).isEqualTo(TEXT);
            assertThat(pieces.stream().filter(piece -> !piece.isEmpty()).count())
                    .isEqualTo(TEXT.codePoints().count());
        }
    }

    @Test
    void bytes_that_never_become_a_character_are_given_up_on() throws Exception {
        try (DecoderTokenizer tokenizer =
                DecoderTokenizer.open(ByteTokenizer.write(folder), ByteTokenizer.VOCABULARY)) {
            TokenText text = new TokenText(tokenizer::decode);
            StringBuilder given = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                given.append(text.add(0x80 + 2));
            }
            assertThat(given).hasSizeGreaterThan(90);
            given.append(text.add('a' + 2));
            assertThat(given.toString()).endsWith("a");
        }
    }

    @Test
    void a_stop_text_is_never_half_let_through() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 2000; round++) {
            String text = random.ints(30, 0, 3)
                    .mapToObj(i -> List.of("a", "b", "😀").get(i))
                    .reduce("", String::concat);
            List<String> stops = List.of("ab😀", "bba", "😀😀b");
            int first = stops.stream()
                    .mapToInt(text::indexOf)
                    .filter(i -> i >= 0)
                    .min()
                    .orElse(text.length());
            StopTexts stop = new StopTexts(stops);
            StringBuilder passed = new StringBuilder();
            for (int from = 0; from < text.length() && !stop.met(); ) {
                int to = text.offsetByCodePoints(
                        from, Math.min(random.nextInt(1, 4), text.codePointCount(from, text.length())));
                String piece = stop.pass(text.substring(from, to));
                assertThat(whole(piece)).isTrue();
                passed.append(piece);
                from = to;
            }
            if (!stop.met()) {
                passed.append(stop.rest());
            }
            assertThat(passed.toString()).isEqualTo(text.substring(0, first));
            assertThat(stop.met()).isEqualTo(first < text.length());
        }
    }

    @Test
    void what_cannot_become_a_stop_text_is_not_held_back() {
        StopTexts stop = new StopTexts(List.of("###"));
        assertThat(stop.pass("a#")).isEqualTo("a");
        assertThat(stop.pass("b##")).isEqualTo("#b");
        assertThat(stop.rest()).isEqualTo("##");
    }

    private static boolean whole(String piece) {
        return !piece.contains("\ufffd")
                && new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(piece);
    }
}
