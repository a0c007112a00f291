package dev.freehold.engine.encoder;

import java.util.Optional;

/**
 * The source text of an encoder's program, in the dialect of TorchScript archives. Sizes are written into the text as
 * constants; weights {@code w} and adapter tensors {@code p} are arguments.
 *
 * <p>Rows of a batch are padded on the right; {@code mask} is 1 where there is a token and 0 where there is padding.
 */
public final class EncoderProgram {
    /** Name of the class in the source. */
    public static final String CLASS = "Encoder";

    private static final String HEAD = """
            class Encoder(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private final EncoderConfig config;
    private final Optional<Adaptation> adaptation;

    private EncoderProgram(EncoderConfig config, Optional<Adaptation> adaptation) {
        this.config = config;
        this.adaptation = adaptation;
    }

    /** A program with {@code embed(ids, mask, w)}: unit vectors, one a row. */
    public static String embedding(EncoderConfig config) {
        EncoderProgram program = new EncoderProgram(config, Optional.empty());
        return HEAD + program.layer() + program.encoded() + EMBED;
    }

    /**
     * A program with {@code classify(ids, mask, w, p)}: probabilities; {@code logits(ids, mask, w, p)}; {@code loss(ids, mask, labels, w, p)}: mean cross
     * entropy with dropout, for training; and {@code score(ids, mask, labels, w, p)}: sum of the losses and number of right answers.
     */
    public static String classification(EncoderConfig config, Adaptation adaptation) {
        EncoderProgram program = new EncoderProgram(config, Optional.of(adaptation));
        return HEAD + program.layer() + program.encoded() + program.classifier();
    }

    private static final String EMBED = """
              def embed(self: __torch__.Encoder, ids: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
                h = (self).encoded(ids, mask, w, w, False)
                total = torch.sum(torch.mul(h, torch.unsqueeze(mask, -1)), [1])
                x = torch.div(total, torch.clamp(torch.sum(mask, [1], True), 1.0e-9))
                return torch.div(x, torch.clamp(torch.norm(x, 2, [-1], True), 1.0e-12))
            """;

    private String layer() {
        int heads = config.heads();
        return """
                  def layer(self: __torch__.Encoder, x: Tensor, bias: Tensor, w: List[Tensor], p: List[Tensor], at: int, slot: int, train: bool) -> Tensor:
                    split = [torch.size(x, 0), torch.size(x, 1), %d, %d]
                    q = torch.transpose(torch.view(%s, split), 1, 2)
                    k = torch.transpose(torch.view(%s, split), 1, 2)
                    v = torch.transpose(torch.view(%s, split), 1, 2)
                    c = torch.scaled_dot_product_attention(q, k, v, bias, 0.0, False)
                    c0 = torch.reshape(torch.transpose(c, 1, 2), [torch.size(x, 0), torch.size(x, 1), %d])
                    y = %s
                    h = %s
                    i = torch.gelu(%s)
                    o = %s
                    return %s
                """.formatted(
                        heads,
                        config.hidden() / heads,
                        linear(EncoderLinear.QUERY, "x"),
                        linear(EncoderLinear.KEY, "x"),
                        linear(EncoderLinear.VALUE, "x"),
                        config.hidden(),
                        linear(EncoderLinear.ATTENTION_OUTPUT, "c0"),
                        norm("torch.add(x, y)", "w[at + 8]", "w[at + 9]"),
                        linear(EncoderLinear.INTERMEDIATE, "h"),
                        linear(EncoderLinear.OUTPUT, "i"),
                        norm("torch.add(h, o)", "w[at + 14]", "w[at + 15]"));
    }

    /** A linear layer; where it is a target, with {@code scale * up(down(x))} beside it. */
    private String linear(EncoderLinear linear, String input) {
        String base = "torch.linear(%s, w[at + %d], w[at + %d])".formatted(input, linear.offset(), linear.offset() + 1);
        int target = adaptation.map(a -> a.targets().indexOf(linear)).orElse(-1);
        if (target < 0) {
            return base;
        }
        Adaptation added = adaptation.orElseThrow();
        return "torch.add(%s, torch.linear(torch.linear(torch.dropout(%s, %s, train), p[slot + %d]), p[slot + %d]), alpha=%s)"
                .formatted(base, input, real(added.dropout()), 2 * target, 2 * target + 1, real(added.scale()));
    }

    private String norm(String input, String weight, String bias) {
        return "torch.layer_norm(%s, [%d], %s, %s, %s)"
                .formatted(input, config.hidden(), weight, bias, real(config.layerNormEpsilon()));
    }

    /** The last layer's output for every token. */
    private String encoded() {
        StringBuilder text = new StringBuilder();
        text.append("""
                  def encoded(self: __torch__.Encoder, ids: Tensor, mask: Tensor, w: List[Tensor], p: List[Tensor], train: bool) -> Tensor:
                    places = torch.slice(w[1], 0, 0, torch.size(ids, 1))
                    sum = torch.add(torch.add(torch.embedding(w[0], ids), torch.select(w[2], 0, 0)), places)
                    bias = torch.view(torch.mul(torch.sub(mask, 1.0), 3.4028234663852886e+38), [torch.size(ids, 0), 1, 1, torch.size(ids, 1)])
                """);
        text.append("    x = ").append(norm("sum", "w[3]", "w[4]")).append('\n');
        int perLayer = adaptation.map(Adaptation::tensorsPerLayer).orElse(0);
        for (int i = 0; i < config.layers(); i++) {
            int at = EncoderLayout.BEFORE_LAYERS + i * EncoderLayout.PER_LAYER;
            text.append("    x%d = (self).layer(x%s, bias, w, p, %d, %d, train)\n"
                    .formatted(i, i == 0 ? "" : String.valueOf(i - 1), at, i * perLayer));
        }
        return text.append("    return x%d\n".formatted(config.layers() - 1)).toString();
    }

    private String classifier() {
        Adaptation added = adaptation.orElseThrow();
        int head = config.layers() * added.tensorsPerLayer();
        return """
                  def scores(self: __torch__.Encoder, ids: Tensor, mask: Tensor, w: List[Tensor], p: List[Tensor], train: bool) -> Tensor:
                    first = torch.select((self).encoded(ids, mask, w, p, train), 1, 0)
                    x = torch.dropout(torch.tanh(torch.linear(first, p[%d], p[%d])), %s, train)
                    return torch.linear(x, p[%d], p[%d])
                  def logits(self: __torch__.Encoder, ids: Tensor, mask: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    return (self).scores(ids, mask, w, p, False)
                  def classify(self: __torch__.Encoder, ids: Tensor, mask: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    return torch.softmax((self).scores(ids, mask, w, p, False), -1)
                  def loss(self: __torch__.Encoder, ids: Tensor, mask: Tensor, labels: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    return torch.cross_entropy_loss((self).scores(ids, mask, w, p, True), labels)
                  def score(self: __torch__.Encoder, ids: Tensor, mask: Tensor, labels: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    x = (self).scores(ids, mask, w, p, False)
                    right = torch.sum(torch.eq(torch.argmax(x, -1), labels))
                    return torch.stack([torch.cross_entropy_loss(x, labels, None, 2), torch.to(right, 6)])
                """.formatted(head, head + 1, real(added.dropout()), head + 2, head + 3);
    }

    /** A number that reads as a float in the program, whatever its value. */
    private static String real(double value) {
        return Double.toString(value);
    }
}
