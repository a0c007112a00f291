package dev.freehold.engine.lora;

import dev.freehold.engine.encoder.Adaptation;
import dev.freehold.engine.encoder.EncoderLinear;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An adapter's configuration, as PEFT's adapter_config.json states it.
 *
 * @param rank inner width of each pair
 * @param alpha the pairs' contribution is scaled by alpha / rank
 * @param dropout while training
 * @param targets names of the linear layers with a pair, sorted: key, dense, query, value
 * @param base name of the model that the adapter belongs to; for people, not checked
 * @param pooler whether the adapter brings a pooler of its own; else the base must have one
 */
public record LoraConfig(int rank, double alpha, double dropout, List<String> targets, String base, boolean pooler) {
    /** Name of the file in an adapter folder. */
    public static final String FILE = "adapter_config.json";

    private static final Set<String> KNOWN_TARGETS = Set.of("query", "key", "value", "dense");
    private static final String TASK = "SEQ_CLS";
    private static final String POOLER = "pooler";
    private static final String CLASSIFIER = "classifier";
    /** PEFT adds both names that a sequence classifier's last layer may have. */
    private static final Set<String> SAVED = Set.of(POOLER, CLASSIFIER, "score");
    /** The pooler's linear layer has the name of a target, and is trained whole instead. */
    private static final List<String> EXCLUDED = List.of("pooler.dense");

    public LoraConfig {
        targets = List.copyOf(new TreeSet<>(targets));
        if (targets.isEmpty() || !KNOWN_TARGETS.containsAll(targets)) {
            throw new MalformedAdapter("target_modules must be some of " + new TreeSet<>(KNOWN_TARGETS));
        }
        PeftConfig.check(rank, alpha, dropout, true);
    }

    /** A configuration of an adapter with a pooler of its own. */
    public LoraConfig(int rank, double alpha, double dropout, List<String> targets, String base) {
        this(rank, alpha, dropout, targets, base, true);
    }

    /** The linear layers of each encoder layer that get a pair. */
    public List<EncoderLinear> linears() {
        return Stream.of(EncoderLinear.values())
                .filter(linear -> targets.contains(linear.target()))
                .toList();
    }

    /** What this adapter adds to an encoder's program. */
    public Adaptation adaptation() {
        return new Adaptation(linears(), alpha / rank, dropout);
    }

    /** This configuration as PEFT writes it. */
    public byte[] json() {
        List<String> saved = pooler ? List.of(POOLER, CLASSIFIER) : List.of(CLASSIFIER);
        List<String> excluded = targets.contains("dense") ? EXCLUDED : List.of();
        return new PeftConfig(TASK, rank, alpha, dropout, targets, saved, excluded, base).json();
    }

    /**
     * Reads an adapter folder's configuration.
     *
     * @throws MalformedAdapter naming the first key that is missing, or would change what the adapter computes
     */
    static LoraConfig read(byte[] json) {
        PeftConfig read = PeftConfig.read(json, TASK, KNOWN_TARGETS);
        if (!read.saved().contains(CLASSIFIER) || !SAVED.containsAll(read.saved())) {
            throw new MalformedAdapter(FILE + ": modules_to_save must be [\"pooler\",\"classifier\"]");
        }
        if (!EXCLUDED.containsAll(read.excluded())) {
            throw new MalformedAdapter(FILE + ": exclude_modules must be [\"pooler.dense\"] or absent");
        }
        return new LoraConfig(
                read.rank(),
                read.alpha(),
                read.dropout(),
                read.targets(),
                read.base(),
                read.saved().contains(POOLER));
    }

    /** The file in a folder. */
    static Path in(Path folder) {
        return folder.resolve(FILE);
    }
}
