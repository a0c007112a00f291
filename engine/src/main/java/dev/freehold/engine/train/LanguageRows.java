package dev.freehold.engine.train;

import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.chat.TurnMasking;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.LanguageExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conversations as a decoder learns them: token ids, of which those that the assistant wrote are learned.
 *
 * @param examples in the order of the conversations, without those of which nothing to learn was left
 * @param truncated conversations that were longer than the limit, and lost their end
 * @param dropped conversations of which nothing to learn was left
 */
public record LanguageRows(List<LanguageExample> examples, int truncated, int dropped) {
    public LanguageRows {
        examples = List.copyOf(examples);
    }

    /**
     * Encodes conversations part by part: an answer gets the tokens that it has when it is generated behind its prompt.
     *
     * @param maxTokens longest row
     */
    public static LanguageRows of(
            List<List<ChatTurn>> conversations, ChatTemplate template, DecoderTokenizer tokenizer, int maxTokens) {
        TurnMasking masking = new TurnMasking(template);
        List<LanguageExample> examples = new ArrayList<>();
        int truncated = 0;
        int dropped = 0;
        for (List<ChatTurn> turns : conversations) {
            long[] ids = new long[0];
            boolean[] learned = new boolean[0];
            for (TurnMasking.Part part : masking.parts(turns)) {
                long[] more = tokenizer.encode(part.text(), false);
                int from = ids.length;
                ids = Arrays.copyOf(ids, from + more.length);
                System.arraycopy(more, 0, ids, from, more.length);
                learned = Arrays.copyOf(learned, ids.length);
                Arrays.fill(learned, from, ids.length, part.learned());
            }
            truncated += ids.length > maxTokens ? 1 : 0;
            int kept = Math.min(maxTokens, ids.length);
            LanguageExample example = new LanguageExample(Arrays.copyOf(ids, kept), Arrays.copyOf(learned, kept));
            if (example.targets() > 0) {
                examples.add(example);
            } else {
                dropped++;
            }
        }
        return new LanguageRows(examples, truncated, dropped);
    }
}
