package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import java.util.ArrayList;
import java.util.List;

/** The AdamW rule over groups of parameters, after scaling all gradients together down to a common norm. */
final class AdamW implements AutoCloseable {
    private static final String CLASS = "AdamW";
    /** Lists are never sliced in here: the compiler takes a slice for a fresh list and drops an update of it as unused. */
    private static final String SOURCE = """
            class AdamW(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def clip(self: __torch__.AdamW, g: List[Tensor], limit: float) -> Tensor:
                norm = torch.norm(torch.stack(torch._foreach_norm(g)))
                torch._foreach_mul_(g, torch.clamp(torch.div(limit, torch.add(norm, 1.0e-6)), None, 1.0))
                return norm
              def update(self: __torch__.AdamW, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], s: List[Tensor], rate: float, decay: float) -> Tensor:
                torch._foreach_add_(s, 1)
                torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), s, lr=rate, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1.0e-08, amsgrad=False, maximize=False)
                torch._foreach_zero_(g)
                return s[0]
            """;

    private final Program program;
    private final Tensors memory;
    private final List<Group> groups;
    private final List<PtNDArray> parameters;
    private final List<PtNDArray> means = new ArrayList<>();
    private final List<PtNDArray> squares = new ArrayList<>();
    private final List<PtNDArray> counts = new ArrayList<>();
    private final double maxNorm;

    /**
     * Parameters that learn alike.
     *
     * @param rateFactor of the step's learning rate
     * @param decay of their weights
     */
    record Group(List<PtNDArray> parameters, double rateFactor, double decay) {
        Group {
            parameters = List.copyOf(parameters);
        }
    }

    AdamW(Tensors scope, List<Group> groups, double maxNorm) {
        this.memory = scope.inner();
        this.program = Program.compile(memory, CLASS, SOURCE);
        this.groups =
                groups.stream().filter(group -> !group.parameters().isEmpty()).toList();
        this.parameters = this.groups.stream()
                .flatMap(group -> group.parameters().stream())
                .toList();
        this.maxNorm = maxNorm;
        for (PtNDArray parameter : parameters) {
            int elements = Math.toIntExact(parameter.size());
            means.add(memory.floats(new float[elements], parameter.getShape().getShape()));
            squares.add(memory.floats(new float[elements], parameter.getShape().getShape()));
            counts.add(memory.floats(new float[1]));
        }
    }

    /**
     * Takes one step with the gradients that backward passes have added up, and sets them back to zero.
     *
     * @return norm of all gradients together, before scaling
     */
    double step(Tensors scope, double rate) {
        List<PtNDArray> gradients = Program.gradients(parameters);
        try {
            float norm = program.run(scope, "clip", Argument.of(gradients), Argument.of(maxNorm))
                    .getFloat();
            int from = 0;
            for (Group group : groups) {
                int to = from + group.parameters().size();
                update(scope, gradients, from, to, rate * group.rateFactor(), group.decay());
                from = to;
            }
            return norm;
        } finally {
            gradients.forEach(PtNDArray::close);
        }
    }

    private void update(Tensors scope, List<PtNDArray> gradients, int from, int to, double rate, double weightDecay) {
        program.run(
                scope,
                "update",
                Argument.of(parameters.subList(from, to)),
                Argument.of(gradients.subList(from, to)),
                Argument.of(means.subList(from, to)),
                Argument.of(squares.subList(from, to)),
                Argument.of(counts.subList(from, to)),
                Argument.of(rate),
                Argument.of(weightDecay));
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
