package dev.freehold.audit.intake;

import dev.freehold.contracts.identity.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The ledgers of all tenants in this process. */
@Singleton
public class Ledgers {
    private static final System.Logger LOG = System.getLogger(Ledgers.class.getName());

    /** Each open ledger holds a lock, a tail and its sources in memory. */
    private static final int MOST = 1_000;

    private static final int FIRST = 100;

    private final Path home;
    private final String origin;
    private final LedgerKeys keys;
    private final Map<TenantId, LedgerFolder> open = new ConcurrentHashMap<>();
    private final Map<String, String> unopened = new ConcurrentHashMap<>();

    @Inject
    public Ledgers(
            @ConfigProperty(name = "freehold.home") Optional<String> home,
            @ConfigProperty(name = "freehold.audit.origin") String origin) {
        this(Path.of(home.orElseGet(() -> System.getProperty("user.home") + "/.freehold")), origin);
    }

    Ledgers(Path home, String origin) {
        this.home = home;
        this.origin = origin;
        this.keys = new LedgerKeys(home.resolve("keys").resolve("ledger"));
    }

    void open(@Observes @Priority(FIRST) Startup started) {
        openExisting();
    }

    /** Opens every ledger that is there, so that a damaged one is known before a record comes for it. */
    void openExisting() {
        Path ledgers = home.resolve("ledger");
        if (!Files.isDirectory(ledgers)) {
            return;
        }
        try (Stream<Path> folders = Files.list(ledgers)) {
            for (Path folder : folders.filter(Files::isDirectory).limit(MOST).toList()) {
                openExisting(folder.getFileName().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + ledgers, e);
        }
    }

    private void openExisting(String name) {
        TenantId tenant;
        try {
            tenant = new TenantId(name);
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} among the ledgers is not named as a tenant: left alone", name);
            return;
        }
        try {
            of(tenant).reader();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the ledger of " + name + " cannot be opened", e);
            if (!open.containsKey(tenant)) {
                unopened.put(name, String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * The ledger of a tenant; the first time, makes one.
     *
     * @throws IOException if it cannot be opened
     */
    public TenantLedger of(TenantId tenant) throws IOException {
        LedgerFolder known = open.get(tenant);
        return known != null ? known.ledger() : openNow(tenant);
    }

    private synchronized TenantLedger openNow(TenantId tenant) throws IOException {
        LedgerFolder known = open.get(tenant);
        if (known != null) {
            return known.ledger();
        }
        if (open.size() >= MOST) {
            throw new IOException("one process keeps at most " + MOST + " ledgers");
        }
        LedgerFolder folder = LedgerFolder.open(home.resolve("ledger"), tenant, origin + "/" + tenant, keys);
        open.put(tenant, folder);
        unopened.remove(tenant.value());
        return folder.ledger();
    }

    /** The tenant's ledger, if it has one. */
    public Optional<TenantLedger> existing(TenantId tenant) {
        return Optional.ofNullable(open.get(tenant)).map(LedgerFolder::ledger);
    }

    public List<TenantLedger> all() {
        return open.values().stream().map(LedgerFolder::ledger).toList();
    }

    /** What stands in the way of writing, by tenant; empty if nothing does. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>(unopened);
        open.forEach((tenant, folder) -> {
            String failure = folder.ledger().failure();
            if (failure != null) {
                troubles.put(tenant.value(), failure);
            } else if (!folder.isWritable()) {
                troubles.put(tenant.value(), "its folder cannot be written");
            }
        });
        return troubles;
    }

    @PreDestroy
    void close() {
        for (LedgerFolder folder : new ArrayList<>(open.values())) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a ledger was closed without its positions", e);
            }
        }
        open.clear();
    }
}
