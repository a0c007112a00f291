package dev.freehold.registry.vetting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What README.md says of a model between its two lines of dashes, where clients of the Hub look for it. */
public final class ModelCard {
    private static final int MOST_LINES = 1000;
    private static final Pattern LICENCE = Pattern.compile("license:\\s*[\"']?([A-Za-z0-9.+-]{1,64})[\"']?\\s*(#.*)?");

    private ModelCard() {}

    /** The licence that the card names; empty where there is no card or it names none. */
    public static Optional<String> licence(Path folder) throws IOException {
        Path card = folder.resolve("README.md");
        if (!Files.isRegularFile(card)) {
            return Optional.empty();
        }
        // Not Files.newBufferedReader: bytes that are no UTF-8 are the vetting's business.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(card), StandardCharsets.UTF_8))) {
            if (!"---".equals(lines.readLine())) {
                return Optional.empty();
            }
            for (int i = 0; i < MOST_LINES; i++) {
                String line = lines.readLine();
                if (line == null || line.equals("---")) {
                    return Optional.empty();
                }
                Matcher licence = LICENCE.matcher(line);
                if (licence.matches()) {
                    return Optional.of(licence.group(1));
                }
            }
            return Optional.empty();
        }
    }
}
