package dev.freehold.starter.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.decoder.CachedDecoder;
import dev.freehold.engine.decoder.DecoderAdapter;
import dev.freehold.engine.decoder.DecoderLora;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.LanguageExample;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.train.FirstValues;
import dev.freehold.engine.train.LanguageTuning;
import dev.freehold.starter.dialogue.Department;
import dev.freehold.starter.dialogue.Dialogue;
import dev.freehold.starter.recipe.StarterTraining.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Writes an adapter of the starter model, and what the engine computes with and without it, for check_starter.py. */
final class StarterReference {
    private static final int DIALOGUES = 64;
    private static final int COMPARED = 6;
    private final long seed;

    StarterReference(long seed) {
        this.seed = seed;
    }

    void run(Path folder, Path out, Tensors scope) throws IOException {
        ChatTemplate template = ChatTemplate.of(folder);
        Corpus corpus = Corpus.of(Department.mortgagesAndInsurance(), DIALOGUES, COMPARED, seed);
        DecoderLora lora = StarterEvaluation.lora();
        try (DecoderModel model = DecoderModel.load(scope, folder);
                DecoderTokenizer tokenizer =
                        DecoderTokenizer.open(folder, model.config().vocabulary());
                CachedDecoder writer = new CachedDecoder(scope, model, Optional.empty());
                TrainableDecoder base = TrainableDecoder.frozen(scope, model);
                TrainableDecoder adapted = TrainableDecoder.adapter(
                        scope,
                        model,
                        lora,
                        FirstValues.pairs(lora.tensors(model.config()), new SplittableRandom(seed)))) {
            List<LanguageExample> taught = StarterTraining.rows(corpus.taught(), template, tokenizer);
            new LanguageTuning(scope, adapted, StarterEvaluation.ADAPTER, seed).run(taught, List.of(), step -> {});
            new DecoderAdapter(lora, adapted.values()).save(out.resolve("adapter"), model.config());
            ArrayNode rows = new ObjectMapper().createArrayNode();
            for (Dialogue dialogue : corpus.heldOut()) {
                String prompt = template.render(dialogue.prompt(), true);
                long[] ids = tokenizer.encode(prompt, false);
                ObjectNode row = rows.addObject();
                ArrayNode messages = row.putArray("messages");
                dialogue.prompt()
                        .forEach(turn ->
                                messages.addObject().put("role", turn.role()).put("content", turn.content()));
                row.put("prompt", prompt).put("answer", StarterEvaluation.answer(prompt, tokenizer, writer));
                Arrays.stream(ids).forEach(row.putArray("ids")::add);
                row.put("base_loss", loss(scope, base, ids)).put("adapted_loss", loss(scope, adapted, ids));
            }
            Files.writeString(out.resolve("expected.json"), rows.toPrettyString());
        }
    }

    private static double loss(Tensors scope, TrainableDecoder decoder, long[] ids) {
        boolean[] all = new boolean[ids.length];
        Arrays.fill(all, true);
        return decoder.score(scope, List.of(new LanguageExample(ids, all)));
    }
}
