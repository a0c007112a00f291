package dev.freehold.engine.worker.child;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.script.Tensors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Loaded models by handle. Models over one base share its weights, which go when the last of them goes. */
final class Shelf {
    private static final int MAX_MODELS = 64;
    private final Tensors memory;
    private final Map<String, ServedModel> models = new HashMap<>();
    private final Map<Path, EncoderModel> bases = new HashMap<>();

    Shelf(Tensors memory) {
        this.memory = memory;
    }

    void put(String handle, Path folder, Optional<Path> adapter) {
        if (models.size() >= MAX_MODELS && !models.containsKey(handle)) {
            throw new Refusal("this worker holds " + MAX_MODELS + " models already: unload one");
        }
        try {
            EncoderModel base = bases.computeIfAbsent(folder, path -> EncoderModel.load(memory, path));
            ServedModel before = models.put(handle, ServedModel.open(memory, folder, base, adapter));
            if (before != null) {
                before.close();
            }
        } finally {
            dropUnusedBases();
        }
    }

    ServedModel get(String handle) {
        ServedModel model = models.get(handle);
        if (model == null) {
            throw new Refusal("no model is loaded under this handle");
        }
        return model;
    }

    void remove(String handle) {
        ServedModel model = models.remove(handle);
        if (model != null) {
            model.close();
        }
        dropUnusedBases();
    }

    private void dropUnusedBases() {
        bases.entrySet().removeIf(entry -> {
            boolean unused =
                    models.values().stream().noneMatch(model -> model.base().equals(entry.getKey()));
            if (unused) {
                entry.getValue().close();
            }
            return unused;
        });
    }
}
