package dev.freehold.console.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a refusal can say: the reference that is made from the code, as it was when this release was built. */
final class Refusals {
    private static final String FILE = "console/problems.md";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\| ([0-9]{3}) \\| ([^|\\n]*) \\| ([^|\\n]*) \\|$");

    static final List<Refusal> ALL = read();

    private Refusals() {}

    /** One kind of refusal. */
    public record Refusal(String code, String status, String title, String remedy) {}

    private static List<Refusal> read() {
        try (InputStream in = Refusals.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no " + FILE + " on the class path");
            }
            Matcher row = ROW.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return row.results()
                    .map(found -> new Refusal(found.group(1), found.group(2), found.group(3), found.group(4)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
