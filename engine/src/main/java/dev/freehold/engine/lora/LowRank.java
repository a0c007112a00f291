package dev.freehold.engine.lora;

/**
 * A low-rank pair of one linear layer.
 *
 * @param down matrix of shape [rank, in]
 * @param up matrix of shape [out, rank]
 * @param rank inner width
 * @param scale of the contribution
 */
public record LowRank(float[] down, float[] up, int rank, double scale) {
    /** The layer's matrix, of shape [out, in], with {@code scale * up * down} added: what the pair does beside it, it does alone. */
    public float[] addedTo(float[] weight) {
        int in = down.length / rank;
        int out = up.length / rank;
        if (weight.length != Math.multiplyExact(in, out)) {
            throw new IllegalArgumentException(
                    "a matrix of " + weight.length + " elements is not " + out + " by " + in);
        }
        float[] merged = new float[weight.length];
        double[] row = new double[in];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                row[i] = weight[o * in + i];
            }
            for (int r = 0; r < rank; r++) {
                double factor = scale * up[o * rank + r];
                for (int i = 0; i < in; i++) {
                    row[i] += factor * down[r * in + i];
                }
            }
            for (int i = 0; i < in; i++) {
                merged[o * in + i] = (float) row[i];
            }
        }
        return merged;
    }
}
