package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.decoder.CachedDecoder;
import dev.freehold.engine.decoder.DecoderAdapter;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.EndTokens;
import dev.freehold.engine.generate.PromptTokens;
import dev.freehold.engine.generate.TextGenerator;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.GeneratedText;
import dev.freehold.engine.worker.GenerationSpec;
import dev.freehold.engine.worker.Logits;
import dev.freehold.engine.worker.PieceSink;
import dev.freehold.engine.worker.Scored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A decoder, with an adapter or without, that writes. */
final class ServedDecoder implements Served {
    private final Path base;
    private final DecoderTokenizer tokenizer;
    private final CachedDecoder decoder;
    private final TextGenerator generator;
    private final PromptTokens prompts;
    private final TextScorer scorer;

    private ServedDecoder(
            Path base, DecoderTokenizer tokenizer, CachedDecoder decoder, TextScorer scorer, Set<Long> ends) {
        this.base = base;
        this.scorer = scorer;
        this.tokenizer = tokenizer;
        this.decoder = decoder;
        this.generator = new TextGenerator(decoder, tokenizer, ends);
        this.prompts = new PromptTokens(base, tokenizer);
    }

    static ServedDecoder open(Tensors memory, Path folder, DecoderModel base, Optional<Path> adapterFolder) {
        Optional<DecoderAdapter> adapter = adapterFolder.map(path -> DecoderAdapter.load(path, base.config()));
        Set<Long> ends = EndTokens.read(folder);
        DecoderTokenizer tokenizer = DecoderTokenizer.open(folder, base.config().vocabulary());
        TextScorer scorer = new TextScorer(memory, base, adapter, tokenizer);
        return new ServedDecoder(folder, tokenizer, new CachedDecoder(memory, base, adapter), scorer, ends);
    }

    @Override
    public Path base() {
        return base;
    }

    GeneratedText generate(GenerationSpec spec, PieceSink sink) {
        return generator.generate(prompts.ids(spec.prompt()), spec, sink);
    }

    Scored score(List<String> texts) {
        return scorer.score(texts);
    }

    @Override
    public Logits logits(List<String> texts) {
        List<float[]> logits = new ArrayList<>();
        for (String text : texts) {
            long[] ids = tokenizer.encode(text, true);
            int positions = decoder.config().positions();
            if (ids.length == 0 || ids.length > positions) {
                throw new Refusal("a text has " + ids.length + " tokens, the model reads 1 to " + positions);
            }
            logits.add(decoder.begin(ids, ids.length));
        }
        return new Logits(List.of(), logits);
    }

    @Override
    public void close() {
        scorer.close();
        tokenizer.close();
        decoder.close();
    }
}
