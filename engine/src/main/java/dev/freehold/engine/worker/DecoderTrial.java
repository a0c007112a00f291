package dev.freehold.engine.worker;

/**
 * What a decoder showed when it was tried out.
 *
 * @param vocabulary token ids that the model knows
 * @param largestId of its tokenizer, below the vocabulary
 * @param promptTokens of the text that it was asked to go on with
 * @param completionTokens that it wrote, one at most: none where it ends at once
 */
public record DecoderTrial(int vocabulary, long largestId, int promptTokens, int completionTokens) {}
