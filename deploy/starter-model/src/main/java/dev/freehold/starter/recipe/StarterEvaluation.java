package dev.freehold.starter.recipe;

import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.decoder.CachedDecoder;
import dev.freehold.engine.decoder.DecoderLora;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.LanguageExample;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.train.FirstValues;
import dev.freehold.engine.train.HeldOut;
import dev.freehold.engine.train.LanguageTuning;
import dev.freehold.engine.train.TunedLanguage;
import dev.freehold.engine.worker.TuningMethod;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.starter.StarterModel;
import dev.freehold.starter.dialogue.Department;
import dev.freehold.starter.dialogue.Dialogue;
import dev.freehold.starter.dialogue.Intent;
import dev.freehold.starter.recipe.StarterTraining.Corpus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Measures the starter model on dialogues that it was not taught, and what an adapter adds to it. */
final class StarterEvaluation {
    private static final int MAX_ANSWER = 96;
    private static final int SHOWN = 5;
    private static final int ADAPTER_DIALOGUES = 400;
    private static final int ADAPTER_HELD_OUT = 150;
    private static final int RANK = 8;
    static final TuningParameters ADAPTER = new TuningParameters(
            TuningMethod.LORA, RANK, 2 * RANK, 0, List.of(), 5e-3, 1, 3, 8, 1, StarterShape.POSITIONS, 0.1, 0, 1, 0, 3);

    private final PrintWriter out;
    private final long seed;

    StarterEvaluation(PrintWriter out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    void run(Path folder, Tensors scope) {
        ChatTemplate template = ChatTemplate.of(folder);
        try (DecoderModel model = DecoderModel.load(scope, folder);
                DecoderTokenizer tokenizer =
                        DecoderTokenizer.open(folder, model.config().vocabulary());
                CachedDecoder decoder = new CachedDecoder(scope, model, Optional.empty())) {
            Corpus corpus = StarterTraining.corpus(seed);
            accuracy("taught phrasings", corpus.heldOut(), template, tokenizer, decoder);
            accuracy("unseen phrasings", corpus.unseen(), template, tokenizer, decoder);
            Corpus other = Corpus.of(Department.mortgagesAndInsurance(), ADAPTER_DIALOGUES, ADAPTER_HELD_OUT, seed);
            adapter(scope, model, corpus, template, tokenizer);
            adapter(scope, model, other, template, tokenizer);
        }
        out.flush();
    }

    private void accuracy(
            String name,
            List<Dialogue> dialogues,
            ChatTemplate template,
            DecoderTokenizer tokenizer,
            CachedDecoder decoder) {
        int right = 0;
        int exact = 0;
        int shown = 0;
        for (Dialogue dialogue : dialogues) {
            String answer = answer(template.render(dialogue.prompt(), true), tokenizer, decoder);
            String found = Department.cardsAndAccounts()
                    .intentOf(answer)
                    .map(Intent::name)
                    .orElse("none");
            right += found.equals(dialogue.intent()) ? 1 : 0;
            exact += answer.equals(dialogue.answer()) ? 1 : 0;
            if (!answer.equals(dialogue.answer()) && shown < SHOWN) {
                shown++;
                String asked =
                        dialogue.prompt().get(dialogue.prompt().size() - 1).content();
                out.printf("  asked (%s): %s%n  answered (%s): %s%n", dialogue.intent(), asked, found, answer);
            }
        }
        int all = dialogues.size();
        out.printf("%s: intent %d of %d, word for word %d%n", name, right, all, exact);
        out.flush();
    }

    static String answer(String prompt, DecoderTokenizer tokenizer, CachedDecoder decoder) {
        long end = StarterShape.SPECIAL.indexOf(StarterShape.END_OF_TURN);
        long[] ids = tokenizer.encode(prompt, false);
        long[] answer = new long[MAX_ANSWER];
        int length = 0;
        float[] logits = decoder.begin(ids, ids.length + MAX_ANSWER);
        for (long next = best(logits); next != end && length < MAX_ANSWER; next = best(logits)) {
            answer[length++] = next;
            logits = decoder.next(next);
        }
        return tokenizer.decode(Arrays.copyOf(answer, length)).strip();
    }

    private static long best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    static DecoderLora lora() {
        return DecoderLora.everywhere(RANK, StarterModel.NAME);
    }

    /** An adapter learned from a corpus; the base's loss on the same held-out dialogues stands beside it. */
    private void adapter(
            Tensors scope, DecoderModel model, Corpus corpus, ChatTemplate template, DecoderTokenizer tokenizer) {
        DecoderLora lora = lora();
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> first = FirstValues.pairs(lora.tensors(model.config()), random.split());
        List<Dialogue> few = corpus.taught().subList(0, ADAPTER_DIALOGUES);
        List<LanguageExample> taught = StarterTraining.rows(few, template, tokenizer);
        List<LanguageExample> heldOut = StarterTraining.rows(corpus.heldOut(), template, tokenizer);
        try (TrainableDecoder decoder = TrainableDecoder.adapter(scope, model, lora, first)) {
            long start = System.nanoTime();
            TunedLanguage tuned = new LanguageTuning(scope, decoder, ADAPTER, seed).run(taught, heldOut, step -> {});
            double seconds = (System.nanoTime() - start) / 1e9;
            HeldOut measured = tuned.heldOut();
            HeldOut.Gain gain = measured.gain(seed);
            out.printf(
                    "adapter: base loss %.4f (perplexity %.3f), tuned %.4f (%.3f), gain %.4f [%.4f, %.4f], %d tokens learned in %.1f s%n",
                    measured.baseLoss(),
                    Math.exp(measured.baseLoss()),
                    measured.tunedLoss(),
                    Math.exp(measured.tunedLoss()),
                    gain.mean(),
                    gain.low(),
                    gain.high(),
                    tuned.trainedTokens(),
                    seconds);
        }
    }
}
