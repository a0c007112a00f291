package dev.freehold.engine.worker;

import java.util.List;

/**
 * How likely a decoder finds texts.
 *
 * @param losses one a text, in the order of the texts: the sum over its tokens, the first left out, of the negative
 *     log-likelihood of the token behind those before it, in nats
 * @param tokens one a text: how many tokens that sum is over
 * @param truncated how many texts were longer than the model reads, and were cut
 */
public record Scored(List<Double> losses, List<Integer> tokens, int truncated) {
    public Scored {
        losses = List.copyOf(losses);
        tokens = List.copyOf(tokens);
    }
}
