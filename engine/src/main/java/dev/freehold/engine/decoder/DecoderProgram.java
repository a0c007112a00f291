package dev.freehold.engine.decoder;

import java.util.function.IntFunction;

/**
 * The source text of a decoder's program, in the dialect of TorchScript archives. Sizes are written into the text as
 * constants; weights {@code w} and pairs {@code p} are arguments, as are the rotary frequencies {@code f}.
 *
 * <p>Texts of a batch are packed: {@code ids} are all tokens end to end, {@code places} their positions, and text i ends
 * before row {@code ends[i]}. No token of one text sees another text, and none is padding.
 */
final class DecoderProgram {
    /** Name of the class in the source. */
    static final String CLASS = "Decoder";
    /** Rows of logits that are in memory at a time while training. */
    private static final int LOSS_ROWS = 256;

    private static final String HEAD = """
            class Decoder(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private final DecoderConfig config;
    private final DecoderLayout layout;
    private final Pairs pairs;

    private DecoderProgram(DecoderConfig config, Pairs pairs) {
        this.config = config;
        this.layout = DecoderLayout.of(config);
        this.pairs = pairs;
    }

    /**
     * A program with {@code logits(ids, places, ends, f, w, p)} of every token, {@code loss(ids, places, ends, rows, targets,
     * divisor, f, w, p)}: cross entropy of the targets, each predicted at its row, summed and divided, with dropout; and
     * {@code score}, the same without dropout and undivided.
     *
     * @param all whether gradients flow into the output matrix too, and not into what comes before it alone
     */
    static String training(DecoderConfig config, Pairs pairs, boolean all) {
        DecoderProgram program = new DecoderProgram(config, pairs);
        return HEAD
                + program.shared()
                + program.layer("packed", "ends: Tensor", "", "(self).texts(q, k, v, ends)")
                + TEXTS
                + program.hidden()
                + program.loss(all);
    }

    /**
     * A program with {@code next(ids, f, w, p, c, start)}: the logits that follow the last of {@code ids}, which stand at
     * {@code start} and after; {@code c} holds keys and values of what came before. More than one id only from 0 on.
     */
    static String generation(DecoderConfig config, Pairs pairs) {
        DecoderProgram program = new DecoderProgram(config, pairs);
        return HEAD
                + program.shared()
                + program.layer(
                        "cached",
                        "c: List[Tensor], slot: int, start: int",
                        STORE,
                        "(self).seen(q, k, v, c[slot], c[slot + 1], start)")
                + program.seen()
                + program.next();
    }

    private static final String TEXTS = """
              def texts(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, ends: Tensor) -> Tensor:
                parts = annotate(List[Tensor], [])
                begin = 0
                for i in range(torch.size(ends, 0)):
                  end = int(torch.select(ends, 0, i))
                  part = (self).text(torch.slice(q, 0, begin, end), torch.slice(k, 0, begin, end), torch.slice(v, 0, begin, end))
                  _0 = torch.append(parts, part)
                  begin = end
                return torch.cat(parts)
            """;

    private static final String STORE = """
                end = torch.add(start, torch.size(x, 0))
                _0 = torch.copy_(torch.slice(c[slot], 1, start, end), torch.transpose(k, 0, 1))
                _1 = torch.copy_(torch.slice(c[slot + 1], 1, start, end), torch.transpose(v, 0, 1))
            """;

    /** Rotation, and causal attention within one text; keys and values are repeated for the heads that share them. */
    private String shared() {
        int width = config.headWidth();
        return """
                  def turned(self: __torch__.Decoder, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                    low = torch.slice(x, -1, 0, %1$d)
                    high = torch.slice(x, -1, %1$d, %2$d)
                    return torch.cat([torch.sub(torch.mul(low, cos), torch.mul(high, sin)), torch.add(torch.mul(high, cos), torch.mul(low, sin))], -1)
                  def spread(self: __torch__.Decoder, x: Tensor) -> Tensor:
                    wide = torch.expand(torch.unsqueeze(torch.transpose(x, 0, 1), 1), [%3$d, %4$d, torch.size(x, 0), %2$d])
                    return torch.reshape(wide, [1, %5$d, torch.size(x, 0), %2$d])
                  def text(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
                    heads = torch.unsqueeze(torch.transpose(q, 0, 1), 0)
                    a = torch.scaled_dot_product_attention(heads, (self).spread(k), (self).spread(v), None, 0.0, True)
                    return torch.reshape(torch.transpose(a, 1, 2), [torch.size(q, 0), %6$d])
                """.formatted(
                        width / 2,
                        width,
                        config.keyValueHeads(),
                        config.heads() / config.keyValueHeads(),
                        config.heads(),
                        config.heads() * width);
    }

    private String layer(String name, String more, String store, String attention) {
        return """
                  def %s(self: __torch__.Decoder, x: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor], p: List[Tensor], at: int, pair: int, train: bool, %s) -> Tensor:
                    n = %s
                    q = (self).turned(%s, cos, sin)
                    k = (self).turned(%s, cos, sin)
                    v = torch.view(%s, [-1, %d, %d])
                %s    a = %s
                    y = torch.add(x, %s)
                    m = %s
                    g = torch.mul(torch.silu(%s), %s)
                    return torch.add(y, %s)
                """.formatted(
                        name,
                        more,
                        norm("x", DecoderLayout.INPUT_NORM, config.hidden()),
                        heads(DecoderLinear.QUERY, config.heads(), DecoderLayout.QUERY_NORM),
                        heads(DecoderLinear.KEY, config.keyValueHeads(), DecoderLayout.KEY_NORM),
                        linear(DecoderLinear.VALUE, "n"),
                        config.keyValueHeads(),
                        config.headWidth(),
                        store,
                        attention,
                        linear(DecoderLinear.ATTENTION_OUTPUT, "a"),
                        norm("y", DecoderLayout.MIDDLE_NORM, config.hidden()),
                        linear(DecoderLinear.GATE, "m"),
                        linear(DecoderLinear.UP, "m"),
                        linear(DecoderLinear.DOWN, "g"));
    }

    private String heads(DecoderLinear linear, int heads, String normName) {
        String split = "torch.view(%s, [-1, %d, %d])".formatted(linear(linear, "n"), heads, config.headWidth());
        return config.family().headNorms() ? norm(split, normName, config.headWidth()) : split;
    }

    private String norm(String input, String weight, int width) {
        return "torch.rms_norm(%s, [%d], w[at + %d], %s)"
                .formatted(input, width, layout.offset(weight), config.normEpsilon());
    }

    /** A linear layer; where it is a target, with {@code scale * up(down(x))} beside it. */
    private String linear(DecoderLinear linear, String input) {
        String bias = linear.biased(config.family()) ? weight(linear.path() + ".bias") : "None";
        String base = "torch.linear(%s, %s, %s)".formatted(input, weight(linear.path() + ".weight"), bias);
        int target = pairs.targets().indexOf(linear);
        if (target < 0) {
            return base;
        }
        String entering =
                pairs.dropout() == 0 ? input : "torch.dropout(%s, %s, train)".formatted(input, pairs.dropout());
        return "torch.addmm(%s, torch.linear(%s, p[pair + %d]), torch.t(p[pair + %d]), beta=1, alpha=%s)"
                .formatted(base, entering, 2 * target, 2 * target + 1, pairs.scale());
    }

    private String weight(String name) {
        return "w[at + %d]".formatted(layout.offset(name));
    }

    private String hidden() {
        return """
                  def hidden(self: __torch__.Decoder, ids: Tensor, places: Tensor, ends: Tensor, f: Tensor, w: List[Tensor], p: List[Tensor], train: bool) -> Tensor:
                %s    return %s
                """.formatted(
                        layers(
                                "places",
                                i -> "(self).packed(x, cos, sin, w, p, %d, %d, train, ends)"
                                        .formatted(layout.start(i), i * pairs.tensorsPerLayer())),
                        lastNorm());
    }

    private String next() {
        return """
                  def next(self: __torch__.Decoder, ids: Tensor, f: Tensor, w: List[Tensor], p: List[Tensor], c: List[Tensor], start: int) -> Tensor:
                    places = torch.arange(start, torch.add(start, torch.size(ids, 0)))
                %s    last = torch.slice(x, 0, -1)
                    x = last
                    return torch.linear(%s, w[%d])
                """.formatted(
                        layers(
                                "places",
                                i -> "(self).cached(x, cos, sin, w, p, %d, %d, False, c, %d, start)"
                                        .formatted(layout.start(i), i * pairs.tensorsPerLayer(), 2 * i)),
                        lastNorm(),
                        layout.output());
    }

    private String layers(String places, IntFunction<String> call) {
        StringBuilder text = new StringBuilder("""
                    angles = torch.unsqueeze(torch.mul(torch.unsqueeze(torch.to(%s, 6), -1), f), 1)
                    cos = torch.cos(angles)
                    sin = torch.sin(angles)
                    x = torch.embedding(w[%d], ids)
                """.formatted(places, DecoderLayout.EMBEDDING));
        for (int i = 0; i < config.layers(); i++) {
            text.append("    x = ").append(call.apply(i)).append('\n');
        }
        return text.toString();
    }

    private String lastNorm() {
        return "torch.rms_norm(x, [%d], w[%d], %s)"
                .formatted(config.hidden(), DecoderLayout.LAST_NORM, config.normEpsilon());
    }

    /** One new token, or a text from its start. Heads that share keys stand as rows of one attention: nothing is copied. */
    private String seen() {
        return """
                  def seen(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, keys: Tensor, values: Tensor, start: int) -> Tensor:
                    if torch.eq(start, 0):
                      a = (self).text(q, k, v)
                    else:
                      end = torch.add(start, 1)
                      rows = torch.view(q, [1, %d, %d, %d])
                      b = torch.scaled_dot_product_attention(rows, torch.unsqueeze(torch.slice(keys, 1, 0, end), 0), torch.unsqueeze(torch.slice(values, 1, 0, end), 0), None, 0.0, False)
                      a = torch.reshape(b, [1, %d])
                    return a
                """.formatted(
                        config.keyValueHeads(),
                        config.heads() / config.keyValueHeads(),
                        config.headWidth(),
                        config.heads() * config.headWidth());
    }

    /**
     * Cross entropy with the output matrix, some rows at a time, so that the logits of all rows never are in memory
     * together. Its derivatives are computed by hand on the way; {@code pull} hands them to the backward pass: its value is
     * zero and its derivatives are theirs.
     */
    private String loss(boolean all) {
        String output = "w[%d]".formatted(layout.output());
        return """
                  def logits(self: __torch__.Decoder, ids: Tensor, places: Tensor, ends: Tensor, f: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    return torch.linear((self).hidden(ids, places, ends, f, w, p, False), %1$s)
                  def score(self: __torch__.Decoder, ids: Tensor, places: Tensor, ends: Tensor, rows: Tensor, targets: Tensor, f: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    h = torch.index_select((self).hidden(ids, places, ends, f, w, p, False), 0, rows)
                    total = torch.zeros([1])
                    begin = 0
                    while torch.lt(begin, torch.size(h, 0)):
                      z = torch.linear(torch.slice(h, 0, begin, torch.add(begin, %2$d)), %1$s)
                      total = torch.add(total, torch.cross_entropy_loss(z, torch.slice(targets, 0, begin, torch.add(begin, %2$d)), None, 2))
                      begin = torch.add(begin, %2$d)
                    return total
                  def loss(self: __torch__.Decoder, ids: Tensor, places: Tensor, ends: Tensor, rows: Tensor, targets: Tensor, divisor: Tensor, f: Tensor, w: List[Tensor], p: List[Tensor]) -> Tensor:
                    h = torch.index_select((self).hidden(ids, places, ends, f, w, p, True), 0, rows)
                    hd = torch.detach(h)
                    wd = torch.detach(%1$s)
                    dh = annotate(List[Tensor], [])
                %3$s    total = torch.zeros([1])
                    begin = 0
                    while torch.lt(begin, torch.size(h, 0)):
                      part = torch.slice(hd, 0, begin, torch.add(begin, %2$d))
                      goal = torch.unsqueeze(torch.slice(targets, 0, begin, torch.add(begin, %2$d)), 1)
                      z = torch.log_softmax(torch.linear(part, wd), -1)
                      total = torch.sub(total, torch.sum(torch.gather(z, 1, goal)))
                      dz = torch.scatter_add(torch.exp(z), 1, goal, torch.neg(torch.ones_like(goal, dtype=6)))
                      _0 = torch.append(dh, torch.mm(dz, wd))
                %4$s      begin = torch.add(begin, %2$d)
                    pull = torch.sum(torch.mul(h, torch.cat(dh)))
                %5$s    return torch.sum(torch.div(torch.add(total, torch.sub(pull, torch.detach(pull))), divisor))
                """.formatted(
                        output,
                        LOSS_ROWS,
                        all ? "    dw = torch.zeros_like(wd)\n" : "",
                        all ? "      dw = torch.addmm(dw, torch.t(dz), part)\n" : "",
                        all ? "    pull = torch.add(pull, torch.sum(torch.mul(%s, dw)))\n".formatted(output) : "");
    }
}
