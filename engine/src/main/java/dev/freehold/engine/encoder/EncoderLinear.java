package dev.freehold.engine.encoder;

/** The linear layers of one encoder layer, in the order of their weights. */
public enum EncoderLinear {
    QUERY("attention.self.query", 0),
    KEY("attention.self.key", 2),
    VALUE("attention.self.value", 4),
    ATTENTION_OUTPUT("attention.output.dense", 6),
    INTERMEDIATE("intermediate.dense", 10),
    OUTPUT("output.dense", 12);

    private final String path;
    private final int offset;

    EncoderLinear(String path, int offset) {
        this.path = path;
        this.offset = offset;
    }

    /** Module path inside of the layer. */
    public String path() {
        return path;
    }

    /** Place of the matrix among the layer's tensors; the bias follows. */
    int offset() {
        return offset;
    }

    /** Last name of the path: what adapters call their target. */
    public String target() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Width of the input. */
    public int in(EncoderConfig config) {
        return this == OUTPUT ? config.intermediate() : config.hidden();
    }

    /** Width of the output. */
    public int out(EncoderConfig config) {
        return this == INTERMEDIATE ? config.intermediate() : config.hidden();
    }
}
