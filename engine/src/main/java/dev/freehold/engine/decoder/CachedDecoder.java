package dev.freehold.engine.decoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decoder that remembers the keys and values of one text while it grows: each token is computed once. An adapter stays
 * beside the base. Not thread-safe; one text at a time.
 */
public final class CachedDecoder implements AutoCloseable {
    private static final int LEAST_ROOM = 64;
    private final Tensors memory;
    private final DecoderModel base;
    private final Program program;
    private final PtNDArray frequencies;
    private final List<PtNDArray> pairs = new ArrayList<>();
    private Tensors cacheMemory;
    private List<PtNDArray> cache = List.of();
    private int room;
    private int length;

    public CachedDecoder(Tensors scope, DecoderModel base, Optional<DecoderAdapter> adapter) {
        this.memory = scope.inner();
        this.cacheMemory = memory.inner();
        this.base = base;
        DecoderConfig config = base.config();
        Pairs added = adapter.map(found -> Pairs.of(found.lora())).orElse(Pairs.NONE);
        adapter.ifPresent(found -> {
            List<NamedShape> layout = found.lora().tensors(config);
            for (int i = 0; i < layout.size(); i++) {
                pairs.add(memory.floats(found.values().get(i), layout.get(i).sizes()));
            }
        });
        float[] turns = config.rotary().frequencies(config.headWidth());
        this.frequencies = memory.floats(turns, turns.length);
        if (pairs.isEmpty()) {
            // A list without members has no type for the compiler; without targets nothing reads it.
            pairs.add(frequencies);
        }
        this.program = Program.compile(memory, DecoderProgram.CLASS, DecoderProgram.generation(config, added));
    }

    /** Sizes. */
    public DecoderConfig config() {
        return base.config();
    }

    /**
     * Begins a text, in the place of the one before.
     *
     * @param ids at least one
     * @param expected tokens that the text will have in the end, for which room is made at once
     * @return logits of the token that follows
     */
    public float[] begin(long[] ids, int expected) {
        length = 0;
        makeRoom(Math.max(ids.length, expected));
        return append(ids);
    }

    /** Goes on with one token; gives the logits of the token that follows it. */
    public float[] next(long id) {
        return append(new long[] {id});
    }

    private float[] append(long[] ids) {
        if (ids.length == 0 || length + ids.length > room) {
            throw new IllegalArgumentException(
                    "a text of " + length + " tokens cannot go on with " + ids.length + ": room was made for " + room);
        }
        try (Tensors inner = memory.inner()) {
            float[] logits = program.run(
                            inner,
                            "next",
                            Argument.of(inner.integers(ids, ids.length)),
                            Argument.of(frequencies),
                            Argument.of(base.weights()),
                            Argument.of(pairs),
                            Argument.of(cache),
                            Argument.of((long) length))
                    .toFloatArray();
            length += ids.length;
            return logits;
        }
    }

    private void makeRoom(int tokens) {
        DecoderConfig config = base.config();
        if (tokens > config.positions()) {
            throw new IllegalArgumentException("the model has " + config.positions() + " positions, not " + tokens);
        }
        if (tokens <= room) {
            return;
        }
        cacheMemory.close();
        cacheMemory = memory.inner();
        // Doubled, so that texts that grow bit by bit do not each allocate anew.
        room = (int) Math.min(config.positions(), Math.max(LEAST_ROOM, Integer.highestOneBit(tokens) * 2L));
        List<PtNDArray> grown = new ArrayList<>();
        for (int i = 0; i < 2 * config.layers(); i++) {
            grown.add(cacheMemory.room(config.keyValueHeads(), room, config.headWidth()));
        }
        cache = List.copyOf(grown);
    }

    @Override
    public void close() {
        program.close();
        cacheMemory.close();
        memory.close();
    }
}
