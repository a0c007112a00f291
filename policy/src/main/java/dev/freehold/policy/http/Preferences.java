package dev.freehold.policy.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client of OPA's bundle protocol prefers (RFC 7240; openpolicyagent.org, "Bundle service API"). Only whole bundles are
 * served, which a preference for deltas leaves open.
 *
 * @param hold how long the answer may be held back; zero if it does not ask for that
 */
record Preferences(Duration hold) {
    private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=(\\d{1,5})(?=[;,\\s]|$)");

    static Preferences of(@Nullable String prefer, Duration longest) {
        if (prefer == null) {
            return new Preferences(Duration.ZERO);
        }
        Matcher wait = WAIT.matcher(prefer);
        if (!wait.find()) {
            return new Preferences(Duration.ZERO);
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return new Preferences(asked.compareTo(longest) < 0 ? asked : longest);
    }

    boolean waits() {
        return !hold.isZero();
    }
}
