package dev.freehold.engine.worker;

/**
 * What a conversion from ONNX produced.
 *
 * @param minimumCosine smallest cosine between the converted model's embedding and the original's, over the sentences
 * @param sentences how many sentences were compared
 * @param parameters weights of the converted model
 * @param layers of the encoder
 * @param hidden length of an embedding
 */
public record ConversionReport(double minimumCosine, int sentences, long parameters, int layers, int hidden) {}
