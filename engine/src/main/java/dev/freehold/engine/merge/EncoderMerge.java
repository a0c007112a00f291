package dev.freehold.engine.merge;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.Refusal;
import dev.freehold.engine.encoder.ClassifierFolder;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderLayout;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.lora.Adapter;
import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.lora.AdapterLayout;
import dev.freehold.engine.lora.LowRank;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds a classifier's adapter into its base: the result is Transformers' BertForSequenceClassification. */
final class EncoderMerge {
    /** What PEFT puts before the names of the model's own tensors. */
    private static final String ROOT = "base_model.model.";

    private static final String MATRIX = ".weight";
    private final EncoderModel base;
    private final Adapter adapter;
    private final Map<String, float[]> added = new HashMap<>();

    private EncoderMerge(EncoderModel base, Adapter adapter) {
        this.base = base;
        this.adapter = adapter;
        List<NamedShape> layout = AdapterLayout.tensors(
                adapter.config(), base.config(), adapter.labels().size());
        for (int i = 0; i < layout.size(); i++) {
            added.put(layout.get(i).name(), adapter.values().get(i));
        }
    }

    static void write(Tensors scope, Path baseFolder, Path adapterFolder, Path target) {
        ClassifierFolder.checkFree(target);
        try (Tensors inner = scope.inner();
                EncoderModel base = EncoderModel.load(inner, baseFolder)) {
            Adapter adapter = AdapterFolder.load(adapterFolder, base.config());
            List<float[]> values = new EncoderMerge(base, adapter).values(inner);
            ClassifierFolder.save(target, base, adapter.labels(), values);
        }
    }

    private List<float[]> values(Tensors scope) {
        List<NamedShape> weights = EncoderLayout.weights(base.config());
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            values.add(merged(weights.get(i).name(), base.weights().get(i).toFloatArray()));
        }
        values.addAll(saved(EncoderHead.pooler(base.config()), scope));
        values.addAll(
                saved(EncoderHead.classifier(base.config(), adapter.labels().size()), scope));
        return values;
    }

    private float[] merged(String name, float[] weight) {
        String module = ROOT + "bert." + name.substring(0, Math.max(0, name.length() - MATRIX.length()));
        float[] down = name.endsWith(MATRIX) ? added.get(module + ".lora_A.weight") : null;
        float[] up = added.get(module + ".lora_B.weight");
        if (down == null || up == null) {
            return weight;
        }
        int rank = adapter.config().rank();
        return new LowRank(down, up, rank, adapter.config().adaptation().scale()).addedTo(weight);
    }

    /** Modules that an adapter holds whole, or else its base. */
    private List<float[]> saved(List<NamedShape> module, Tensors scope) {
        List<float[]> values = new ArrayList<>();
        for (NamedShape weight : module) {
            float[] value = added.get(ROOT + weight.name());
            if (value == null) {
                return base
                        .further(scope, module)
                        .orElseThrow(() -> new Refusal("neither the adapter nor its base has " + weight.name()))
                        .stream()
                        .map(PtNDArray::toFloatArray)
                        .toList();
            }
            values.add(value);
        }
        return values;
    }
}
