package dev.freehold.registry.bootstrap;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.RegistrySettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Use cases and keys that whoever installs a registry writes into a file, because nobody could ask for them yet. */
@Singleton
class BootstrapFile {
    private static final int AFTER_RECORDING = 5_000;
    private static final long LONGEST = 1 << 20;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private final Bootstrap bootstrap;
    private final RegistrySettings settings;

    BootstrapFile(Bootstrap bootstrap, RegistrySettings settings) {
        this.bootstrap = bootstrap;
        this.settings = settings;
    }

    /** The file's content. */
    record Wanted(List<UseCase> useCases, List<Grant> keys) {
        Wanted {
            useCases = List.copyOf(useCases);
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param useCase id of the purpose; absent for people who act on the platform itself
     */
    record Grant(
            TenantId tenant,
            String subject,
            Set<Role> roles,
            @Nullable String useCase,
            String key) {
        /** Without the key. */
        @Override
        public String toString() {
            return "Grant[" + tenant + "/" + subject + "]";
        }
    }

    void start(@Observes @Priority(AFTER_RECORDING) StartupEvent started) {
        settings.bootstrap().map(BootstrapFile::read).ifPresent(wanted -> {
            wanted.useCases().forEach(bootstrap::ensureUseCase);
            wanted.keys()
                    .forEach(grant -> bootstrap.ensureKey(
                            grant.tenant(),
                            AccessKey.of(grant.key()),
                            grant.subject(),
                            grant.roles(),
                            grant.useCase()));
        });
    }

    private static Wanted read(Path file) {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IOException("others than its owner have a right to it: set its mode to 0600");
            }
            if (Files.size(file) > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            return Json.read(Files.readAllBytes(file), Wanted.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    new IOException("freehold.registry.bootstrap, " + file + ": " + e.getMessage(), e));
        }
    }
}
