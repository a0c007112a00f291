package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures of the wire, as people read them; what is absent reads as nothing. */
final class Figures {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private Figures() {}

    static String time(JsonNode seconds) {
        return seconds.isNumber() ? MINUTES.format(Instant.ofEpochSecond(seconds.asLong())) : "";
    }

    static String count(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%,d", number.asLong()) : "";
    }

    static String fraction(JsonNode number) {
        return number.isNumber() ? fraction(number.asDouble()) : "";
    }

    static String fraction(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    /** With its sign, since it is a difference. */
    static String difference(double number) {
        return String.format(Locale.ROOT, "%+.3f", number).replace('-', '\u2212');
    }

    static String duration(double seconds) {
        Duration time = Duration.ofMillis(Math.round(seconds * 1000));
        if (time.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    /** A code or a message as the beginning of a sentence. */
    static String words(String code) {
        String words = code.matches("[a-z0-9_]+") ? code.replace('_', ' ') : code;
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
