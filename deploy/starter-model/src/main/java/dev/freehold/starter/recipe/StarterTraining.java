package dev.freehold.starter.recipe;

import dev.freehold.engine.bpe.BytePairTrainer;
import dev.freehold.engine.bpe.BytePairs;
import dev.freehold.engine.bpe.TokenizerFolder;
import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.decoder.DecoderConfig;
import dev.freehold.engine.decoder.DecoderLayout;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.LanguageExample;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.train.FirstValues;
import dev.freehold.engine.train.LanguageRows;
import dev.freehold.engine.train.LanguageTuning;
import dev.freehold.engine.train.TunedLanguage;
import dev.freehold.engine.worker.TuningMethod;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.engine.worker.TuningProgress;
import dev.freehold.starter.dialogue.Department;
import dev.freehold.starter.dialogue.Dialogue;
import dev.freehold.starter.dialogue.DialogueWriter;
import dev.freehold.starter.dialogue.DialogueWriter.Phrasing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes the starter model from nothing: dialogues, vocabulary, weights. */
final class StarterTraining {
    static final int HELD_OUT = 300;
    private static final int DIALOGUES = 2_560;
    private static final int REPORT_EVERY = 20;
    private static final TuningParameters PARAMETERS = new TuningParameters(
            TuningMethod.FULL, 1, 1, 0, List.of(), 3e-3, 1, 1, 8, 1, StarterShape.POSITIONS, 0.05, 0.1, 1, 0, 1);

    private final PrintWriter out;
    private final long seed;

    StarterTraining(PrintWriter out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /**
     * The dialogues of the recipe.
     *
     * @param taught what the model learns from
     * @param heldOut others, asked in the same ways
     * @param unseen others, asked in ways that the model was not taught
     */
    record Corpus(List<Dialogue> taught, List<Dialogue> heldOut, List<Dialogue> unseen) {
        static Corpus of(Department department, int taught, int heldOut, long seed) {
            List<Dialogue> first = new DialogueWriter(department, seed).write(taught, Phrasing.TAUGHT, Set.of());
            DialogueWriter others = new DialogueWriter(department, seed + 1);
            List<Dialogue> second = others.write(heldOut, Phrasing.TAUGHT, new HashSet<>(first));
            return new Corpus(first, second, others.write(heldOut, Phrasing.UNSEEN, Set.of()));
        }
    }

    /** The corpus that a seed stands for. */
    static Corpus corpus(long seed) {
        return Corpus.of(Department.cardsAndAccounts(), DIALOGUES, HELD_OUT, seed);
    }

    void run(Path folder, Tensors scope) throws IOException {
        Corpus corpus = corpus(seed);
        BytePairs pairs = BytePairTrainer.train(texts(corpus.taught()), StarterShape.SPECIAL, StarterShape.VOCABULARY);
        TokenizerFolder.write(folder, pairs, StarterShape.tokenizerSettings());
        DecoderConfig config = StarterShape.config(pairs.tokens().size());
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> first = FirstValues.weights(DecoderLayout.weights(config), config.layers(), random.split());
        try (DecoderTokenizer tokenizer = DecoderTokenizer.open(folder, config.vocabulary());
                TrainableDecoder decoder = TrainableDecoder.whole(scope, config, first)) {
            ChatTemplate template = ChatTemplate.of(folder);
            List<LanguageExample> taught = rows(corpus.taught(), template, tokenizer);
            List<LanguageExample> heldOut = rows(corpus.heldOut(), template, tokenizer);
            out.printf("%d dialogues, %d tokens, vocabulary %d%n", taught.size(), tokens(taught), config.vocabulary());
            out.flush();
            TunedLanguage tuned = new LanguageTuning(scope, decoder, PARAMETERS, random.nextLong())
                    .run(taught, heldOut, this::report);
            StarterFolder.write(folder, config, tuned.values());
            out.printf(
                    "%d steps, loss %.4f, held out %.4f%n",
                    tuned.steps(), tuned.lastLoss(), tuned.heldOut().tunedLoss());
        }
        out.flush();
    }

    static List<LanguageExample> rows(List<Dialogue> dialogues, ChatTemplate template, DecoderTokenizer tokenizer) {
        List<List<ChatTurn>> turns = dialogues.stream().map(Dialogue::turns).toList();
        return LanguageRows.of(turns, template, tokenizer, StarterShape.POSITIONS)
                .examples();
    }

    private static long tokens(List<LanguageExample> rows) {
        return rows.stream().mapToLong(row -> row.ids().length).sum();
    }

    private static List<String> texts(List<Dialogue> dialogues) {
        return dialogues.stream()
                .flatMap(dialogue -> dialogue.turns().stream())
                .map(ChatTurn::content)
                .toList();
    }

    private void report(TuningProgress step) {
        if (step.step() % REPORT_EVERY == 0) {
            out.printf(
                    "epoch %d, step %d of %d, loss %.4f, rate %.5f%n",
                    step.epoch(), step.step(), step.steps(), step.loss(), step.rate());
            out.flush();
        }
    }
}
