package dev.freehold.registry.importing;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.freehold.contracts.model.Digest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import and where it stands.
 *
 * @param status {@code running}, {@code vetted} or {@code failed}
 * @param message the step that runs, or why it failed
 * @param digest the version that came of it
 * @param figures what the vetting showed
 */
record ModelImport(
        UUID id,
        String name,
        String status,
        String message,
        @Nullable Digest digest,
        @JsonRawValue @Nullable String figures,
        Instant created,
        Instant updated) {}
