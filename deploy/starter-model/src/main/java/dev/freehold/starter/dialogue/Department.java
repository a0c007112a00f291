package dev.freehold.starter.dialogue;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A part of the bank, and what it is asked for.
 *
 * @param name of the department
 * @param instruction what an assistant of the department is told first
 * @param intents at least two, all with different closings
 */
public record Department(String name, String instruction, List<Intent> intents) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public Department {
        intents = List.copyOf(intents);
        long closings = intents.stream().map(Intent::closing).distinct().count();
        if (intents.size() < 2 || closings != intents.size()) {
            throw new IllegalArgumentException(
                    "department " + name + " needs two intents or more, each with its own closing");
        }
    }

    /** The department whose answers the starter model is taught. */
    public static Department cardsAndAccounts() {
        return named("cards-and-accounts");
    }

    /** A department that the starter model knows nothing of: what an adapter can teach it. */
    public static Department mortgagesAndInsurance() {
        return named("mortgages-and-insurance");
    }

    /** The intent that an answer belongs to: the one whose closing it holds; none where it holds none or several. */
    public Optional<Intent> intentOf(String answer) {
        List<Intent> found = intents.stream()
                .filter(intent -> answer.contains(intent.closing()))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Department named(String name) {
        try (InputStream in = Department.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException(name + ".json is missing on the class path");
            }
            return JSON.readValue(in, Department.class);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ".json cannot be read", e);
        }
    }
}
