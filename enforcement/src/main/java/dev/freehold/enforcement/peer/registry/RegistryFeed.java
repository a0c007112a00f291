package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a registry in another process knows, kept in this one's memory. Past an age it is not answered for: a gateway that lost
 * the registry must not go on with keys and models that may have been revoked.
 */
public final class RegistryFeed implements ModelCatalogue, CallerDirectory, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RegistryFeed.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private final ViewSource source;
    private final InstantSource clock;
    private final Duration maxAge;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "registry-feed");
    private volatile @Nullable Reading last;
    private volatile boolean failing;
    private String etag = "";

    private record Reading(KnownRegistry known, Instant asOf) {}

    /**
     * @param clock for ages
     */
    public RegistryFeed(Peer peer, InstantSource clock, Duration maxAge) {
        this(new PeerViews(peer), clock, maxAge);
    }

    RegistryFeed(ViewSource source, InstantSource clock, Duration maxAge) {
        if (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("freehold.peer.registry.max-age is 1 s to 10 min");
        }
        this.source = source;
        this.clock = clock;
        this.maxAge = maxAge;
        thread.setDaemon(true);
    }

    /** Begins to ask. */
    public void start() {
        thread.start();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                boolean answered = refresh();
                pause = answered ? FIRST_PAUSE : longer(pause);
                // After an answer too: a registry with no place for a question that waits answers at once.
                boolean closed = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                if (closed) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Asks once; false if there was no answer that can be used. */
    boolean refresh() {
        // The age counts from before the question, less what the registry's own reading was old by then.
        Instant asked = clock.instant();
        try {
            // A registry that comes back says at once that nothing changed: memory may be about to be too old.
            ViewSource.Answer answer = source.ask(etag, !failing);
            take(answer, asked.minus(answer.age()));
            if (failing) {
                LOG.log(System.Logger.Level.INFO, "the registry answers again");
            }
            failing = false;
            return true;
        } catch (IOException | ProblemException | IllegalArgumentException e) {
            if (!failing && closing.getCount() > 0) {
                LOG.log(System.Logger.Level.WARNING, "memory of the registry grows old: {0}", e.getMessage());
            }
            failing = true;
            return false;
        } catch (RuntimeException | Error e) {
            // Not the end of this thread. Its class alone: a message may quote what came.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the registry's answer was not taken in: {0}",
                    e.getClass().getName());
            failing = true;
            return false;
        }
    }

    private void take(ViewSource.Answer answer, Instant asOf) throws IOException {
        Reading known = last;
        if (answer instanceof ViewSource.Answer.Changed changed) {
            last = new Reading(new KnownRegistry(changed.view()), asOf);
            etag = changed.etag();
        } else if (known != null) {
            last = new Reading(known.known(), asOf);
        } else {
            throw new IOException("the registry says that nothing changed, but nothing was known");
        }
    }

    private Optional<KnownRegistry> fresh() {
        Reading reading = last;
        return reading == null || reading.asOf().plus(maxAge).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(reading.known());
    }

    /** Why nothing of it can be relied on at present, one sentence; empty while it can. */
    public Optional<String> unready() {
        return fresh().isPresent() ? Optional.empty() : Optional.of(staleness());
    }

    private String staleness() {
        Reading reading = last;
        return reading == null
                ? "the registry has not answered yet"
                : "the registry was last known as of " + reading.asOf() + ", longer ago than " + maxAge;
    }

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        KnownRegistry known = fresh().orElse(null);
        if (known == null) {
            return new Resolution.Unavailable(staleness());
        }
        ModelVersion version = known.models().find(tenant, nameOrDigest);
        return version == null ? new Resolution.Unknown() : new Resolution.Resolved(version);
    }

    /** {@inheritDoc} What is too old lists nothing. */
    @Override
    public List<ModelVersion> list(TenantId tenant) {
        return fresh().map(known -> known.models().current(tenant)).orElse(List.of());
    }

    @Override
    public Authentication authenticate(AccessKey key) {
        KnownRegistry known = fresh().orElse(null);
        if (known == null) {
            return new Authentication.Unavailable(staleness());
        }
        Caller caller = known.caller(key.digest());
        return caller == null ? new Authentication.Unknown() : new Authentication.Known(caller);
    }

    @Override
    public NamedUseCase useCase(TenantId tenant, String id) {
        KnownRegistry known = fresh().orElse(null);
        if (known == null) {
            return new NamedUseCase.Unavailable(staleness());
        }
        UseCase useCase = known.useCase(tenant, id);
        return useCase == null ? new NamedUseCase.Unknown() : new NamedUseCase.Registered(useCase);
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
