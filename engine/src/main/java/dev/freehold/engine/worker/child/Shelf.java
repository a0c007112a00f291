package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.decoder.DecoderFamily;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.script.Tensors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Loaded models by handle. Models over one base share its weights, which go when the last of them goes. */
final class Shelf {
    private static final int MAX_MODELS = 64;
    private final Tensors memory;
    private final Map<String, Served> models = new HashMap<>();
    private final Map<Path, EncoderModel> encoders = new HashMap<>();
    private final Map<Path, DecoderModel> decoders = new HashMap<>();

    Shelf(Tensors memory) {
        this.memory = memory;
    }

    void put(String handle, Path folder, Optional<Path> adapter) {
        if (models.size() >= MAX_MODELS && !models.containsKey(handle)) {
            throw new Refusal("this worker holds " + MAX_MODELS + " models already: unload one");
        }
        try {
            Served before = models.put(handle, opened(folder, adapter));
            if (before != null) {
                before.close();
            }
        } finally {
            dropUnusedBases();
        }
    }

    private Served opened(Path folder, Optional<Path> adapter) {
        if (DecoderFamily.of(folder).isPresent()) {
            DecoderModel base = decoders.computeIfAbsent(folder, path -> DecoderModel.load(memory, path));
            return ServedDecoder.open(memory, folder, base, adapter);
        }
        EncoderModel base = encoders.computeIfAbsent(folder, path -> EncoderModel.load(memory, path));
        return ServedModel.open(memory, folder, base, adapter);
    }

    /** A model that embeds or classifies. */
    ServedModel get(String handle) {
        if (found(handle) instanceof ServedModel model) {
            return model;
        }
        throw new Refusal("this model writes text; it does not embed or classify");
    }

    /** A model that writes text. */
    ServedDecoder writer(String handle) {
        if (found(handle) instanceof ServedDecoder model) {
            return model;
        }
        throw new Refusal("this model does not write text");
    }

    /** Whatever is loaded. */
    Served found(String handle) {
        Served model = models.get(handle);
        if (model == null) {
            throw new Refusal("no model is loaded under this handle");
        }
        return model;
    }

    void remove(String handle) {
        Served model = models.remove(handle);
        if (model != null) {
            model.close();
        }
        dropUnusedBases();
    }

    private void dropUnusedBases() {
        dropUnused(encoders, EncoderModel::close);
        dropUnused(decoders, DecoderModel::close);
    }

    private <T> void dropUnused(Map<Path, T> bases, Consumer<T> close) {
        bases.entrySet().removeIf(entry -> {
            boolean unused =
                    models.values().stream().noneMatch(model -> model.base().equals(entry.getKey()));
            if (unused) {
                close.accept(entry.getValue());
            }
            return unused;
        });
    }
}
