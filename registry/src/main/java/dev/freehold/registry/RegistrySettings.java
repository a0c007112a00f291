package dev.freehold.registry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The registry's configuration; an unknown key below {@code freehold.registry} fails the start. */
@ConfigMapping(prefix = "freehold.registry")
public interface RegistrySettings {
    /** Where and how long memory may be trusted. */
    Catalogue catalogue();

    /** What may come in. */
    @WithName("import")
    Import imports();

    /** Use cases and keys that an installation begins with: a JSON file that only its owner can read. */
    Optional<Path> bootstrap();

    /** Where applications get accounts. */
    Accounts accounts();

    /** An identity provider that makes accounts. */
    interface Accounts {
        /** Administration of the Keycloak realm, such as {@code https://id.example/admin/realms/freehold}. */
        Optional<URI> keycloak();

        /** Client that may manage the realm's clients. */
        @WithDefault("freehold-registry")
        String client();

        /** Its secret. */
        Optional<String> secret();
    }

    /** Age of what is kept in memory. */
    interface Catalogue {
        /** Age past which keys and models are no longer answered for. */
        @WithDefault("30s")
        Duration maxAge();

        /** Pause between two readings of the database. */
        @WithDefault("2s")
        Duration refresh();
    }

    /** Bounds of an import. */
    interface Import {
        /** Longest archive. */
        @WithDefault("2G")
        MemorySize maxBytes();

        /** Most bytes that an archive may unpack to. */
        @WithDefault("4G")
        MemorySize maxUnpackedBytes();

        /** SPDX identifiers of licences under which models may come in. */
        @WithDefault("Apache-2.0,BSD-2-Clause,BSD-3-Clause,CC-BY-4.0,CC0-1.0,ISC,MIT")
        List<String> licences();
    }
}
