package dev.freehold.finetune.leak;

import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.dataset.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The canaries of one run and the codes that they are compared with, by dataset and seed alone: the same run plants the same.
 *
 * @param canaries the probe first
 * @param others codes that are not planted
 */
public record CanaryPlan(List<Canary> canaries, List<String> others) {
    /**
     * Compared with first. Only a canary that is likelier than all of these is compared with the others too: most are not, and
     * each comparison costs a pass through the model.
     */
    public static final int FIRST = 63;

    /** With 1,023 other codes, the likeliest of all has 10 bits: what decides the test. */
    static final int OTHERS = 1_023;

    private static final int PROBE_REPEATS = 16;
    private static final int CANARIES = 4;
    private static final int REPEATS = 4;
    private static final int CODE_SPACE = 1_000_000_000;

    public CanaryPlan {
        canaries = List.copyOf(canaries);
        others = List.copyOf(others);
    }

    public static CanaryPlan draw(Digest dataset, long seed) {
        Random random = random(dataset, seed, "codes");
        Set<String> codes = new LinkedHashSet<>();
        while (codes.size() < 1 + CANARIES + OTHERS) {
            codes.add(code(random.nextInt(CODE_SPACE)));
        }
        List<String> drawn = List.copyOf(codes);
        List<Canary> canaries = new ArrayList<>();
        canaries.add(new Canary(1, drawn.get(0), PROBE_REPEATS, true));
        for (int i = 1; i <= CANARIES; i++) {
            canaries.add(new Canary(i + 1, drawn.get(i), REPEATS, false));
        }
        return new CanaryPlan(canaries, drawn.subList(1 + CANARIES, drawn.size()));
    }

    /** The train rows with each canary in them as often as it repeats, at places by seed. */
    public List<Conversation> among(List<Conversation> train, Digest dataset, long seed) {
        List<Conversation> all = new ArrayList<>(train);
        for (Canary canary : canaries) {
            all.addAll(Collections.nCopies(canary.repeats(), canary.row()));
        }
        Collections.shuffle(all, random(dataset, seed, "places"));
        return all;
    }

    /** How many train rows are canaries. */
    public int rows() {
        return canaries.stream().mapToInt(Canary::repeats).sum();
    }

    /** Each canary once. */
    public List<Conversation> planted() {
        return canaries.stream().map(Canary::row).toList();
    }

    private static String code(int number) {
        return String.join(" ", String.format("%09d", number).split(""));
    }

    /** Another stream for each use, and another for each dataset: nobody's rows are drawn by the same dice. */
    private static Random random(Digest dataset, long seed, String use) {
        byte[] name = (dataset.value() + "/" + seed + "/canary/" + use).getBytes(StandardCharsets.UTF_8);
        return new Random(HexFormat.fromHexDigitsToLong(Digest.of(name).hex().substring(0, 16)));
    }
}
