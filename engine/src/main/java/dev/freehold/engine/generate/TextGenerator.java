package dev.freehold.engine.generate;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.decoder.CachedDecoder;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.worker.GeneratedText;
import dev.freehold.engine.worker.GenerationSpec;
import dev.freehold.engine.worker.PieceSink;
import java.util.Set;
import java.util.SplittableRandom;

/** Goes on with a text, token by token, until the model ends, a stop text comes, or a limit is reached. */
public final class TextGenerator {
    private final CachedDecoder decoder;
    private final DecoderTokenizer tokenizer;
    private final Set<Long> ends;

    /**
     * A generator.
     *
     * @param ends token ids after which the model has nothing to add
     */
    public TextGenerator(CachedDecoder decoder, DecoderTokenizer tokenizer, Set<Long> ends) {
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.ends = Set.copyOf(ends);
    }

    /**
     * Generates.
     *
     * @param prompt token ids
     * @param sink told of each token's piece, empty where it makes no text certain; together they are the answer's text
     * @throws Refusal if the prompt is empty or leaves no room for an answer
     */
    public GeneratedText generate(long[] prompt, GenerationSpec spec, PieceSink sink) {
        int positions = decoder.config().positions();
        if (prompt.length == 0 || prompt.length >= positions) {
            throw new Refusal("the prompt has " + prompt.length + " tokens, the model takes 1 to " + (positions - 1)
                    + ": shorten it");
        }
        return new Run(spec, sink).of(prompt, Math.min(spec.maxTokens(), positions - prompt.length));
    }

    /** One answer. */
    private final class Run {
        private final Sampler sampler;
        private final TokenText text = new TokenText(tokenizer::decode);
        private final StopTexts stops;
        private final PieceSink sink;
        private final StringBuilder answer = new StringBuilder();
        private boolean wanted = true;

        Run(GenerationSpec spec, PieceSink sink) {
            SplittableRandom random = spec.seed() == null ? new SplittableRandom() : new SplittableRandom(spec.seed());
            this.sampler = new Sampler(spec.temperature(), spec.topP(), random);
            this.stops = new StopTexts(spec.stop());
            this.sink = sink;
        }

        GeneratedText of(long[] prompt, int most) {
            float[] logits = decoder.begin(prompt, prompt.length + most);
            int tokens = 0;
            while (true) {
                long token = sampler.choose(logits);
                tokens++;
                if (ends.contains(token)) {
                    finish();
                    return result(GeneratedText.Finish.STOP, prompt, tokens);
                }
                pass(text.add(token));
                if (stops.met()) {
                    return result(GeneratedText.Finish.STOP, prompt, tokens);
                }
                if (!wanted) {
                    return result(GeneratedText.Finish.CANCELLED, prompt, tokens);
                }
                if (tokens == most) {
                    finish();
                    return result(
                            stops.met() ? GeneratedText.Finish.STOP : GeneratedText.Finish.LENGTH, prompt, tokens);
                }
                logits = decoder.next(token);
            }
        }

        private void finish() {
            pass(text.rest());
            if (!stops.met()) {
                hand(stops.rest());
            }
        }

        private void pass(String piece) {
            hand(stops.pass(piece));
        }

        private void hand(String piece) {
            if (!piece.isEmpty()) {
                answer.append(piece);
            }
            // Asked at every token, also where there is nothing to say: whoever waits can leave between any two.
            wanted = sink.accept(piece);
        }

        private GeneratedText result(GeneratedText.Finish finish, long[] prompt, int tokens) {
            return new GeneratedText(answer.toString(), finish, prompt.length, tokens);
        }
    }
}
