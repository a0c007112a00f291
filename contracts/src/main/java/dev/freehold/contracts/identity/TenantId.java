package dev.freehold.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of one company or division whose keys, data and ledger are apart from all others. */
public record TenantId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    @JsonCreator
    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("tenant must be 1 to 63 of a-z, 0-9 and inner hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
