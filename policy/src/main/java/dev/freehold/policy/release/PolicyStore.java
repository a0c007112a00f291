package dev.freehold.policy.release;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.policy.bundle.BundleSources;
import dev.freehold.policy.bundle.ShippedBundle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The policies of all tenants, in a folder that this process alone writes. A tenant of which nothing is kept has the policy that
 * came with the platform; one of which something is kept that cannot be read has none.
 */
@ApplicationScoped
public class PolicyStore implements PolicyBundles {
    private final ShippedBundle shipped;
    private final Path folder;
    private final InstantSource clock;
    private final Map<TenantId, TenantPolicy> tenants = new ConcurrentHashMap<>();

    @Inject
    public PolicyStore(
            ShippedBundle shipped, @ConfigProperty(name = "freehold.policy.folder") Path folder, Clock clock) {
        this(shipped, folder, (InstantSource) clock);
    }

    PolicyStore(ShippedBundle shipped, Path folder, InstantSource clock) {
        this.shipped = shipped;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public PolicyBundle current(TenantId tenant) {
        return of(tenant).bundle();
    }

    /**
     * The policy of a tenant.
     *
     * @throws UncheckedIOException if it cannot be read, or the platform's own is damaged
     */
    public TenantPolicy of(TenantId tenant) {
        TenantPolicy known = tenants.get(tenant);
        // Tenants are those of proved callers and of configuration, so there are few.
        return known != null ? known : tenants.computeIfAbsent(tenant, this::open);
    }

    /** Whether anything is kept of a tenant. */
    public boolean knows(TenantId tenant) {
        return Files.isDirectory(folder.resolve(tenant.value()));
    }

    /** The tenants of which something is kept. */
    List<TenantId> tenants() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<TenantId> kept = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path one : folders) {
                kept.add(new TenantId(one.getFileName().toString()));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + " holds a folder that is no tenant's", e);
        }
        return kept;
    }

    private TenantPolicy open(TenantId tenant) {
        try {
            VersionDraft came = new VersionDraft(
                    VersionDraft.Origin.SHIPPED,
                    shipped.bundle(),
                    shipped.manifest(),
                    BundleSources.texts(shipped.manifest()));
            return new TenantPolicy(tenant, folder.resolve(tenant.value()), came, clock);
        } catch (IOException e) {
            throw TenantPolicy.unreadable(tenant, e);
        }
    }
}
