package dev.freehold.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What came of one round.
 *
 * @param requestsPerSecond answered with status 200
 * @param p50 median time from the request's first byte sent to the answer's last byte read, in milliseconds
 * @param p99 99 of 100 took no longer, in milliseconds
 * @param errors answers with another status, and connections that broke
 * @param error the first of them as it came, or null where there was none
 * @param cpuMicros processor time of the measured processes for each request, in microseconds; 0 where none was measured
 */
public record Figures(
        double requestsPerSecond,
        double p50,
        double p99,
        long errors,
        @Nullable String error,
        double cpuMicros) {
    static Figures of(long[] nanos, int answered, long errors, @Nullable String error, double seconds) {
        long[] sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        return new Figures(answered / seconds, share(sorted, 0.50), share(sorted, 0.99), errors, error, 0);
    }

    /** These, with processor time that was used meanwhile. */
    public Figures using(double cpuSeconds, double seconds) {
        return new Figures(
                requestsPerSecond, p50, p99, errors, error, 1e6 * cpuSeconds / (requestsPerSecond * seconds));
    }

    /** The median of each figure by itself; errors are added up. */
    public static Figures median(List<Figures> rounds) {
        return new Figures(
                median(rounds, Figures::requestsPerSecond),
                median(rounds, Figures::p50),
                median(rounds, Figures::p99),
                rounds.stream().mapToLong(Figures::errors).sum(),
                rounds.stream()
                        .map(Figures::error)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                median(rounds, Figures::cpuMicros));
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        double[] values = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double share(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
