package dev.freehold.engine.decoder;

/** The linear layers of one decoder layer, in the order of their weights. */
public enum DecoderLinear {
    QUERY("self_attn.q_proj"),
    KEY("self_attn.k_proj"),
    VALUE("self_attn.v_proj"),
    ATTENTION_OUTPUT("self_attn.o_proj"),
    GATE("mlp.gate_proj"),
    UP("mlp.up_proj"),
    DOWN("mlp.down_proj");

    private final String path;

    DecoderLinear(String path) {
        this.path = path;
    }

    /** Module path inside of the layer. */
    public String path() {
        return path;
    }

    /** Last name of the path: what adapters call their target. */
    public String target() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Width of the input. */
    public int in(DecoderConfig config) {
        return switch (this) {
            case QUERY, KEY, VALUE, GATE, UP -> config.hidden();
            case ATTENTION_OUTPUT -> config.heads() * config.headWidth();
            case DOWN -> config.intermediate();
        };
    }

    /** Width of the output. */
    public int out(DecoderConfig config) {
        return switch (this) {
            case QUERY -> config.heads() * config.headWidth();
            case KEY, VALUE -> config.keyValueHeads() * config.headWidth();
            case ATTENTION_OUTPUT, DOWN -> config.hidden();
            case GATE, UP -> config.intermediate();
        };
    }

    /** Whether it has a bias in this family. */
    boolean biased(DecoderFamily family) {
        return family.attentionBias() && (this == QUERY || this == KEY || this == VALUE);
    }
}
