package dev.freehold.finetune.run;

import java.util.Optional;
import java.util.function.Function;

/**
 * What of a base decides whether a job suits it.
 *
 * @param weights how many numbers it is made of
 * @param special finds the first special token of its tokenizer that a text spells
 */
public record BaseTraits(long weights, Function<String, Optional<String>> special) {}
