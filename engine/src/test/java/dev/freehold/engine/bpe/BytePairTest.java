package dev.freehold.engine.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTest {
    private static final List<String> SPECIAL = List.of("<|pad|>", "<|end|>");
    private static final List<String> TEXTS = List.of(
            "My card was charged twice, 120 and 120.",
            "My card's lost; the card is gone.",
            "  Größe naïve 卡 卡 卡\n\n\tcharged  charged");
    private static final TokenizerFolder.Settings SETTINGS =
            new TokenizerFolder.Settings("<|end|>", "<|pad|>", "{{ messages[0].content }}", 256);

    @TempDir
    private Path folder;

    @Test
    void any_text_comes_back_from_its_tokens() throws IOException {
        try (HuggingFaceTokenizer tokenizer = tokenizer(BytePairTrainer.train(TEXTS, SPECIAL, 300))) {
            Random random = new Random(7);
            List<String> texts = new ArrayList<>(TEXTS);
            for (int i = 0; i < 300; i++) {
                texts.add(randomText(random));
            }
            for (String text : texts) {
                long[] ids = tokenizer.encode(text, false, false).getIds();
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
                assertThat(Arrays.stream(ids)).allMatch(id -> id >= SPECIAL.size() && id < 300);
            }
        }
    }

    @Test
    void what_is_frequent_becomes_one_token() throws IOException {
        BytePairs pairs = BytePairTrainer.train(TEXTS, SPECIAL, 300);

        assertThat(pairs.tokens()).hasSizeBetween(259, 300).doesNotHaveDuplicates();
        assertThat(pairs.merges().get(0).joined()).isEqualTo("ar");
        try (HuggingFaceTokenizer tokenizer = tokenizer(pairs)) {
            assertThat(tokenizer.encode(" charged", false, false).getTokens()).containsExactly("Ġcharged");
            assertThat(tokenizer.encode("12", false, false).getTokens()).containsExactly("1", "2");
            assertThat(tokenizer.encode("a<|end|>", false, false).getIds()).endsWith(1L);
        }
    }

    @Test
    void the_order_of_the_texts_does_not_matter() {
        List<String> reversed = new ArrayList<>(TEXTS);
        Collections.reverse(reversed);

        assertThat(BytePairTrainer.train(reversed, SPECIAL, 400)).isEqualTo(BytePairTrainer.train(TEXTS, SPECIAL, 400));
    }

    @Test
    void counts_kept_while_merging_are_those_of_a_fresh_count() {
        Random random = new Random(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 12; j++) {
                text.append("abc ".charAt(random.nextInt(4)));
            }
            texts.add(text.toString());
        }

        assertThat(BytePairTrainer.train(texts, List.of(), 300).merges()).isEqualTo(recounted(texts, 300 - 256));
    }

    /** The rule, word for word, counting everything anew for each merge. */
    private static List<BytePairs.Merge> recounted(List<String> texts, int tokens) {
        Map<String, Integer> counts = Words.counted(texts);
        Map<String, List<String>> words = new TreeMap<>();
        counts.keySet()
                .forEach(word -> words.put(
                        word, word.chars().mapToObj(Character::toString).toList()));
        List<BytePairs.Merge> merges = new ArrayList<>();
        while (merges.stream().map(BytePairs.Merge::joined).distinct().count() < tokens) {
            Map<List<String>, Integer> pairs = new HashMap<>();
            words.forEach((word, symbols) -> {
                for (int i = 0; i + 1 < symbols.size(); i++) {
                    pairs.merge(List.of(symbols.get(i), symbols.get(i + 1)), counts.get(word), Integer::sum);
                }
            });
            int most = pairs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            if (most < 2) {
                break;
            }
            List<String> best = pairs.keySet().stream()
                    .filter(pair -> pairs.get(pair) == most)
                    .min(Comparator.<List<String>, String>comparing(p -> p.get(0))
                            .thenComparing(p -> p.get(1)))
                    .orElseThrow();
            merges.add(new BytePairs.Merge(best.get(0), best.get(1)));
            words.replaceAll((word, symbols) -> joined(symbols, best));
        }
        return merges;
    }

    private static List<String> joined(List<String> symbols, List<String> pair) {
        List<String> joined = new ArrayList<>(symbols);
        for (int i = 0; i + 1 < joined.size(); i++) {
            if (joined.subList(i, i + 2).equals(pair)) {
                joined.subList(i, i + 2).clear();
                joined.add(i, String.join("", pair));
            }
        }
        return joined;
    }

    @Test
    void bounds_are_kept() {
        assertThatThrownBy(() -> BytePairTrainer.train(TEXTS, SPECIAL, 257)).hasMessageContaining("258");
        assertThatThrownBy(() -> BytePairTrainer.train(TEXTS, List.of("a", "a"), 300))
                .hasMessageContaining("different");
        assertThat(BytePairTrainer.train(List.of("ab"), SPECIAL, 300).merges()).isEmpty();
    }

    @Test
    void files_are_never_overwritten() throws IOException {
        BytePairs pairs = BytePairTrainer.train(TEXTS, SPECIAL, 300);
        TokenizerFolder.write(folder, pairs, SETTINGS);
        byte[] first = Files.readAllBytes(folder.resolve(TokenizerFolder.TOKENIZER));

        assertThatThrownBy(() -> TokenizerFolder.write(folder, pairs, SETTINGS))
                .isInstanceOf(FileAlreadyExistsException.class);
        TokenizerFolder.write(folder.resolve("again"), pairs, SETTINGS);
        assertThat(folder.resolve("again").resolve(TokenizerFolder.TOKENIZER)).hasBinaryContent(first);
    }

    private HuggingFaceTokenizer tokenizer(BytePairs pairs) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        Path own = Files.createTempDirectory(folder, "tokenizer");
        TokenizerFolder.write(own, pairs, SETTINGS);
        return HuggingFaceTokenizer.newInstance(
                own.resolve(TokenizerFolder.TOKENIZER), Map.of("truncation", "false", "padding", "false"));
    }

    /** Code points of every plane and blanks of every kind; no halves of surrogate pairs, which UTF-8 cannot carry. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            int point = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x80);
                case 1 -> " \n\t\u00a0\u2028  ".charAt(random.nextInt(7));
                case 2 -> random.nextInt(0xD800);
                default -> 0x10000 + random.nextInt(0x100000);
            };
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
