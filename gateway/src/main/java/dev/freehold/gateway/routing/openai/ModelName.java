package dev.freehold.gateway.routing.openai;

import dev.freehold.contracts.model.ModelVersion;
import java.util.regex.Pattern;

/**
 * What the server calls a version: a text with {@code {digest}}, {@code {hex}} (the digest without its algorithm),
 * {@code {name}} or {@code {tenant}} in it. Without any of them all versions are one model to the server, and the answers come
 * from that.
 */
record ModelName(String template) {
    private static final int LONGEST = 200;
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");
    private static final Pattern KNOWN = Pattern.compile("\\{(?:digest|hex|name|tenant)}");

    ModelName {
        String rest = KNOWN.matcher(template).replaceAll("");
        if (template.isBlank()
                || template.length() > LONGEST
                || PLACE.matcher(rest).find()) {
            throw new IllegalArgumentException("freehold.gateway.upstream.model is 1 to " + LONGEST
                    + " characters, with {digest}, {hex}, {name} or {tenant} where those belong");
        }
    }

    String of(ModelVersion model) {
        return template.replace("{digest}", model.digest().value())
                .replace("{hex}", model.digest().hex())
                .replace("{tenant}", model.tenant().toString())
                .replace("{name}", model.name());
    }
}
