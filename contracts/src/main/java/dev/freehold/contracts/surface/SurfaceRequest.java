package dev.freehold.contracts.surface;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, without its credentials.
 *
 * @param method in capitals
 * @param path below the surface's root, decoded, without a leading slash, such as {@code fine_tuning/jobs}
 * @param query decoded parameters, each with its values in order
 * @param headers those that the surface may see, by lower-case name: never {@code authorization} or {@code cookie}
 * @param body not yet read; the surface bounds what it reads
 */
public record SurfaceRequest(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, InputStream body) {
    public SurfaceRequest {
        query = Map.copyOf(query);
        headers = new TreeMap<>(headers);
    }

    @Override
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** The first value of a query parameter, or null. */
    public @Nullable String parameter(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Method and path: the rest is the caller's. */
    @Override
    public String toString() {
        return "SurfaceRequest[" + method + " " + path + "]";
    }
}
