package dev.freehold.engine.bpe;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts cut into the pieces that merges stay within: a digit alone, letters with the blank before them, other signs with
 * the blank before them, runs of blanks. The same cut stands in tokenizer.json as the pre-tokenizers Digits and ByteLevel.
 */
final class Words {
    private static final Pattern PIECE = Pattern.compile(
            "\\p{N}|'(?:s|t|re|ve|m|ll|d)| ?\\p{L}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?![^\\s\\p{N}])|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private Words() {}

    /** Every piece, spelled in the byte alphabet, with how often it comes; in the order of the pieces. */
    static Map<String, Integer> counted(Iterable<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            Matcher matcher = PIECE.matcher(text);
            while (matcher.find()) {
                counts.merge(ByteAlphabet.spelled(matcher.group()), 1, Integer::sum);
            }
        }
        return counts;
    }
}
