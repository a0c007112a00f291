package dev.freehold.enforcement.peer.surface;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a decoded path and query as a request's target, in one way only. */
final class TargetPath {
    private TargetPath() {}

    /**
     * @param root raw, from the first slash to the last
     * @param path decoded, below the root
     * @return empty where the path could mean another than it seems to: it has dot segments, empty segments inside of it,
     *     backslashes or control characters
     */
    static Optional<String> of(String root, String path, Map<String, List<String>> query) {
        String[] segments = path.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (!plain(segments[i]) || (segments[i].isEmpty() && !last)) {
                return Optional.empty();
            }
        }
        StringBuilder target = new StringBuilder(root);
        target.append(String.join(
                "/", Arrays.stream(segments).map(TargetPath::encoded).toList()));
        char separator = '?';
        for (Map.Entry<String, List<String>> parameter : new TreeMap<>(query).entrySet()) {
            for (String value : parameter.getValue()) {
                target.append(separator)
                        .append(encoded(parameter.getKey()))
                        .append('=')
                        .append(encoded(value));
                separator = '&';
            }
        }
        return Optional.of(target.toString());
    }

    private static boolean plain(String segment) {
        return !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\');
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
