package dev.freehold.engine.worker.child;

import dev.freehold.engine.decoder.DecoderAdapter;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.LanguageExample;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how likely a decoder finds texts. Its program is compiled by the first question: few models are ever asked. */
final class TextScorer implements AutoCloseable {
    private final Tensors memory;
    private final DecoderModel base;
    private final Optional<DecoderAdapter> adapter;
    private final DecoderTokenizer tokenizer;
    private @Nullable TrainableDecoder decoder;

    TextScorer(Tensors memory, DecoderModel base, Optional<DecoderAdapter> adapter, DecoderTokenizer tokenizer) {
        this.memory = memory;
        this.base = base;
        this.adapter = adapter;
        this.tokenizer = tokenizer;
    }

    Scored score(List<String> texts) {
        List<Double> losses = new ArrayList<>();
        List<Integer> tokens = new ArrayList<>();
        int truncated = 0;
        for (String text : texts) {
            long[] ids = tokenizer.encode(text, false);
            int positions = base.config().positions();
            truncated += ids.length > positions ? 1 : 0;
            long[] read = ids.length > positions ? Arrays.copyOf(ids, positions) : ids;
            tokens.add(Math.max(0, read.length - 1));
            losses.add(read.length < 2 ? 0 : loss(read));
        }
        return new Scored(losses, tokens, truncated);
    }

    private double loss(long[] ids) {
        boolean[] all = new boolean[ids.length];
        Arrays.fill(all, true);
        try (Tensors inner = memory.inner()) {
            return decoder().score(inner, List.of(new LanguageExample(ids, all)));
        }
    }

    private TrainableDecoder decoder() {
        if (decoder == null) {
            decoder = adapter.map(found -> TrainableDecoder.adapter(memory, base, found.lora(), found.values()))
                    .orElseGet(() -> TrainableDecoder.frozen(memory, base));
        }
        return decoder;
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }
}
