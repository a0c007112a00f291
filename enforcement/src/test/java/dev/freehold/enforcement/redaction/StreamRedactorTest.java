package dev.freehold.enforcement.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.enforcement.redaction.recogniser.Folded;
import dev.freehold.enforcement.redaction.recogniser.Recogniser;
import dev.freehold.enforcement.redaction.recogniser.Recognisers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The theorem of streams: however a text is cut, what leaves is what masking the whole gives. */
class StreamRedactorTest {
    /** This thread's time alone: neighbours on the machine are no part of it. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final Scanner SCANNER = Scanner.standard();
    private static final Set<String> ALL = SCANNER.types();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_split_of_a_text_gives_what_masking_the_whole_gives(long seed) {
        assertThat(leaks(new Corpus(seed).text(900), StreamRedactorTest::streamed))
                .isEmpty();
    }

    @Test
    void every_split_of_every_sample_is_masked_as_the_whole_is() {
        Samples.positives().forEach(sample -> {
            String text = "So: " + sample.context() + sample.value() + ", then 12 more.";
            assertThat(leaks(text, StreamRedactorTest::streamed))
                    .as(sample.type())
                    .isEmpty();
            assertThat(streamed(singles(text), ALL)).doesNotContain(sample.value());
        });
        Samples.negatives()
                .forEach(near -> assertThat(leaks("a " + near + " b", StreamRedactorTest::streamed))
                        .as(near)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void pieces_of_every_size_give_what_masking_the_whole_gives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Corpus corpus = new Corpus(seed);
        for (int round = 0; round < 60; round++) {
            String text = corpus.text(50 + random.nextInt(1500));
            String whole = SCANNER.mask(text).text();
            assertThat(streamed(singles(text), ALL)).isEqualTo(whole);
            for (int most : new int[] {2, 5, 12, 300}) {
                assertThat(streamed(pieces(text, random, most), ALL)).isEqualTo(whole);
            }
        }
    }

    @Test
    void a_redactor_that_holds_nothing_back_is_found_out() {
        String text = new Corpus(1).text(900);
        assertThat(leaks(text, StreamRedactorTest::withoutHoldingBack)).isNotEmpty();
        assertThat(leaks(text, StreamRedactorTest::holdingBackWords)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void types_that_may_leave_do_and_take_nothing_from_the_others(long seed) {
        String text = new Corpus(seed).text(3_000);
        for (String type : ALL) {
            StreamRedactor redactor = SCANNER.stream(Set.of(type));
            StringBuilder out = new StringBuilder();
            pieces(text, new SplittableRandom(seed), 7).forEach(piece -> out.append(redactor.feed(piece)));
            out.append(redactor.finish());
            Masked whole = SCANNER.mask(text, Set.of(type));
            assertThat(out.toString()).isEqualTo(whole.text());
            assertThat(redactor.findings()).isEqualTo(whole.findings());
        }
    }

    @Test
    void no_piece_ends_inside_of_a_character() {
        String text = "\ud83d\ude00\ud835\udfd2\ud835\udfcf11 1111 1111 1111\ud83d\ude00 \ud83d\ude00a@b.de\ud83d\ude00"
                .repeat(4);
        for (int most : new int[] {1, 2, 3, 5}) {
            StreamRedactor redactor = SCANNER.stream(ALL);
            List<String> out = new ArrayList<>();
            pieces(text, new SplittableRandom(most), most).forEach(piece -> out.add(redactor.feed(piece)));
            out.add(redactor.finish());
            assertThat(out)
                    .allSatisfy(piece -> assertThat(
                                    new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                            .isEqualTo(piece));
            assertThat(String.join("", out)).isEqualTo(SCANNER.mask(text).text());
        }
    }

    @Test
    void nothing_of_a_private_key_leaves_before_its_end() {
        String key = "-----BEGIN " + "PRIVATE KEY-----\n" + "MC4CAQAwBQYDK2VwBCIEIC0x\n".repeat(120);
        StreamRedactor redactor = SCANNER.stream(ALL);
        StringBuilder out = new StringBuilder(redactor.feed("Here: "));
        singles(key).forEach(piece -> out.append(redactor.feed(piece)));
        assertThat(out.toString()).isEqualTo("Here: ");

        out.append(redactor.feed("-----END " + "PRIVATE KEY-----\nbye"));
        assertThat(out.append(redactor.finish()).toString()).isEqualTo("Here: [PRIVATE_KEY]\nbye");
    }

    @Test
    void a_key_or_token_without_an_end_is_masked_as_far_as_its_recogniser_reaches() {
        for (String text : List.of(
                "x -----BEGIN " + "PRIVATE KEY-----\n" + "MC4CAQAwBQYDK2VwBCIEIC0x\n".repeat(1_000),
                "x " + Samples.JWT + "A".repeat(40_000) + " y")) {
            String whole = SCANNER.mask(text).text();
            assertThat(streamed(pieces(text, new SplittableRandom(1), 40), ALL)).isEqualTo(whole);
            assertThat(whole.length()).isLessThan(text.length() - 10_000);
        }
    }

    @Test
    void numbers_that_overlap_without_end_are_let_go_as_they_come() {
        String text = "01 23 45 67 89 ".repeat(2_000);
        StreamRedactor redactor = SCANNER.stream(ALL);
        StringBuilder out = new StringBuilder();
        int mostHeld = 0;
        for (String piece : pieces(text, new SplittableRandom(3), 8)) {
            out.append(redactor.feed(piece));
            mostHeld = Math.max(mostHeld, redactor.held());
        }
        assertThat(out.append(redactor.finish()).toString())
                .isEqualTo(SCANNER.mask(text).text());
        assertThat(mostHeld).isLessThan(200);
    }

    @Test
    void what_can_never_be_decided_closes_the_stream() {
        StreamRedactor redactor = SCANNER.stream(ALL);
        assertThat(redactor.feed("4111")).isEmpty();
        assertThatThrownBy(() -> redactor.feed("\u200b".repeat(StreamRedactor.MOST_HELD)))
                .isInstanceOf(TextUndecided.class);
        assertThatThrownBy(() -> redactor.feed("111111111111")).isInstanceOf(TextUndecided.class);
        assertThatThrownBy(redactor::finish).isInstanceOf(TextUndecided.class);
    }

    @Test
    void little_is_held_back_of_prose() {
        List<Integer> held = new ArrayList<>();
        StreamRedactor redactor = SCANNER.stream(ALL);
        String text = new Corpus(7).prose(200_000);
        for (int i = 0; i < text.length(); i += 4) {
            redactor.feed(text.substring(i, Math.min(text.length(), i + 4)));
            held.add(redactor.held());
        }
        held.sort(null);
        int median = held.get(held.size() / 2);
        int p99 = held.get(held.size() * 99 / 100);
        System.out.printf(
                Locale.ROOT,
                "stream of 4-character pieces: held back %.1f characters on average, p50 %d, p99 %d, most %d%n",
                held.stream().mapToInt(Integer::intValue).average().orElseThrow(),
                median,
                p99,
                held.get(held.size() - 1));
        assertThat(median).isLessThan(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-----BEGIN PRIVATE KEY-----MC4C", "eyJhbGciOiJub25lIn0.e30.", "a", "1 ", "\u200b4", "a.b@"})
    void twice_the_pieces_take_about_twice_the_time(String repeated) {
        String once = repeated.repeat((1 << 16) / repeated.length());
        time(once);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 5 && best >= 3.5; round++) {
            best = Math.min(best, (double) time(once + once) / time(once));
        }
        assertThat(best).isLessThan(3.5);
    }

    @Test
    void folding_folded_text_changes_nothing() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String once = fold(Character.toString(point));
            assertThat(fold(once)).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void what_lies_before_the_look_back_changes_no_answer(long seed) {
        String text = fold(new Corpus(seed).text(1_500));
        Folded whole = Folded.of(text);
        for (int i = Recogniser.LOOK_BACK; i < whole.length(); i++) {
            int cut = i - Recogniser.LOOK_BACK;
            Folded rest = Folded.of(text.substring(cut));
            for (Recogniser recogniser : Recognisers.standard()) {
                int end = recogniser.end(whole, i);
                assertThat(recogniser.end(rest, Recogniser.LOOK_BACK))
                        .as("%s at %d", recogniser.type(), i)
                        .isEqualTo(end == Recogniser.NO_MATCH ? end : end - cut);
            }
        }
    }

    /** The places where cutting a text in two changes what comes out. */
    private static List<Integer> leaks(String text, Function<List<String>, String> redactor) {
        String whole = SCANNER.mask(text).text();
        return IntStream.rangeClosed(0, text.length())
                .filter(i -> !redactor.apply(List.of(text.substring(0, i), text.substring(i)))
                        .equals(whole))
                .boxed()
                .toList();
    }

    /** What a gateway does that masks chunk by chunk: the property must find it out. */
    private static String withoutHoldingBack(List<String> pieces) {
        return String.join(
                "", pieces.stream().map(piece -> SCANNER.mask(piece).text()).toList());
    }

    /** One that holds back the word under way, and no more. */
    private static String holdingBackWords(List<String> pieces) {
        StringBuilder out = new StringBuilder();
        String rest = "";
        for (String piece : pieces) {
            String text = rest + piece;
            int space = text.lastIndexOf(' ') + 1;
            out.append(SCANNER.mask(text.substring(0, space)).text());
            rest = text.substring(space);
        }
        return out.append(SCANNER.mask(rest).text()).toString();
    }

    private static String streamed(List<String> pieces) {
        return streamed(pieces, ALL);
    }

    private static String streamed(List<String> pieces, Set<String> types) {
        StreamRedactor redactor = SCANNER.stream(types);
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> out.append(redactor.feed(piece)));
        return out.append(redactor.finish()).toString();
    }

    private static List<String> singles(String text) {
        return pieces(text, new SplittableRandom(0), 1);
    }

    private static List<String> pieces(String text, SplittableRandom random, int most) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(most));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static long time(String text) {
        List<String> pieces = pieces(text, new SplittableRandom(5), 5);
        long begun = CPU.getCurrentThreadCpuTime();
        StreamRedactor redactor = SCANNER.stream(Set.of("email", "private_key", "jwt", "payment_card"));
        pieces.forEach(redactor::feed);
        redactor.finish();
        return Math.max(1, CPU.getCurrentThreadCpuTime() - begun);
    }

    private static String fold(String text) {
        Folded folded = Folded.of(text);
        return folded.slice(0, folded.length());
    }
}
