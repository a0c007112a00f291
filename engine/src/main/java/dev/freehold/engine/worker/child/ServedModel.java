package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.encoder.Classifier;
import dev.freehold.engine.encoder.ClassifierFolder;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.encoder.SentenceEmbedder;
import dev.freehold.engine.encoder.TokenizedTexts;
import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.Logits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A base that embeds, or a classifier (a whole one, or a base with an adapter), ready to be asked. */
final class ServedModel implements Served {
    private final Path base;
    private final EncoderTokenizer tokenizer;
    private final Optional<SentenceEmbedder> embedder;
    private final Optional<Classifier> classifier;

    private ServedModel(
            Path base,
            EncoderTokenizer tokenizer,
            Optional<SentenceEmbedder> embedder,
            Optional<Classifier> classifier) {
        this.base = base;
        this.tokenizer = tokenizer;
        this.embedder = embedder;
        this.classifier = classifier;
    }

    static ServedModel open(Tensors memory, Path folder, EncoderModel base, Optional<Path> adapter) {
        Optional<Classifier> classifier = classifier(memory, base, adapter);
        Optional<SentenceEmbedder> embedder =
                classifier.isPresent() ? Optional.empty() : Optional.of(new SentenceEmbedder(memory, base));
        return new ServedModel(folder, base.tokenizer(Integer.MAX_VALUE), embedder, classifier);
    }

    private static Optional<Classifier> classifier(Tensors memory, EncoderModel base, Optional<Path> adapter) {
        if (adapter.isPresent()) {
            return adapter.map(path -> AdapterFolder.load(path, base.config()).over(memory, base));
        }
        return ClassifierFolder.claimed(base.folder())
                ? Optional.of(ClassifierFolder.open(memory, base))
                : Optional.empty();
    }

    @Override
    public Path base() {
        return base;
    }

    TokenizedTexts tokenize(List<String> texts) {
        return tokenizer.tokenize(texts);
    }

    SentenceEmbedder embedder() {
        return embedder.orElseThrow(() -> new Refusal("this model classifies; it does not embed"));
    }

    Classifier classifier() {
        return classifier.orElseThrow(() -> new Refusal("this model has no classifier"));
    }

    @Override
    public Logits logits(List<String> texts) {
        return new Logits(
                classifier().labels(), classifier().logits(tokenize(texts).rows()));
    }

    @Override
    public void close() {
        tokenizer.close();
        embedder.ifPresent(SentenceEmbedder::close);
        classifier.ifPresent(Classifier::close);
    }
}
