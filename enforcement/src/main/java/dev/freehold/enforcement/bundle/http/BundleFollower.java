package dev.freehold.enforcement.bundle.http;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.bundle.BundleAdmission;
import dev.freehold.enforcement.bundle.BundleRefusedException;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import dev.freehold.enforcement.bundle.SignedBundle;
import dev.freehold.enforcement.bundle.TrustedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bundle that another process has put in force, followed on one thread.
 *
 * <p>A release is in force here once its signature, its scope and its number were checked and it has compiled and decided; until
 * then, and whenever a newer one is refused, the one before stays. What nobody has confirmed for too long is in force no more.
 */
public final class BundleFollower implements PolicyBundles, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BundleFollower.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** A release that decides here, and when its server last said that it should. */
    private record InForce(SignedBundle release, @Nullable String tag, Instant confirmed) {
        KeptBundle.State state() {
            return new KeptBundle.State(release.number(), tag, confirmed);
        }
    }

    private final BundleSettings settings;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final BundleServer server;
    private final KeptBundle kept;
    private volatile @Nullable Thread thread;
    private volatile @Nullable InForce inForce;
    private volatile @Nullable String trouble;
    private volatile boolean closed;
    private long highest;

    /**
     * @throws IOException if the file of trusted keys cannot be read
     */
    public BundleFollower(BundleSettings settings, InstantSource clock) throws IOException {
        this.settings = settings;
        this.keys = TrustedKeys.read(settings.keys());
        this.clock = clock;
        this.server = new BundleServer(settings.address(), settings.hold());
        this.kept = new KeptBundle(settings.directory());
    }

    /**
     * Takes what was kept, and begins to follow the server.
     *
     * @param admission readies each release before it is in force
     * @throws IOException if it cannot be told which release was in force here: an older one must not come back
     */
    public void start(BundleAdmission admission) throws IOException {
        Optional<KeptBundle.State> left = kept.state();
        if (left.isPresent()) {
            highest = left.get().number();
            resume(left.get(), admission);
        }
        Thread following = new Thread(() -> follow(admission), "policy-bundles");
        following.setDaemon(true);
        following.start();
        thread = following;
    }

    private void resume(KeptBundle.State left, BundleAdmission admission) {
        try {
            SignedBundle release = SignedBundle.read(kept.archive(left.number()), keys, settings.tenant());
            if (release.number() != left.number()) {
                throw new BundleRefusedException(Why.OLDER, "it is release " + release.number());
            }
            admission.admit(release.bundle());
            inForce = new InForce(release, left.tag(), left.confirmed());
            LOG.log(Level.INFO, "policy release {0} taken from {1}", release.number(), settings.directory());
        } catch (IOException | BundleRefusedException e) {
            LOG.log(Level.WARNING, "the kept policy bundle is not used: {0}", e.getMessage());
        }
    }

    private void follow(BundleAdmission admission) {
        Duration failed = FIRST_PAUSE;
        while (!closed) {
            Duration pause;
            try {
                pause = step(admission);
                trouble = null;
                failed = FIRST_PAUSE;
            } catch (BundleRefusedException e) {
                pause = settings.pause();
                note("a policy bundle was refused (" + e.why() + "): " + e.getMessage());
            } catch (IOException e) {
                pause = failed;
                failed = shorter(failed.multipliedBy(2), settings.pause());
                note(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // The thread must live: without it the bundle grows too old, and that is all that may happen.
                pause = settings.pause();
                note("a policy bundle could not be taken: " + e);
            }
            rest(pause);
        }
    }

    /** Asks once; tells how long to wait with the next request, which is not at all where the server held this one back. */
    private Duration step(BundleAdmission admission) throws IOException, BundleRefusedException {
        InForce present = inForce;
        Instant asked = clock.instant();
        long began = System.nanoTime();
        BundleServer.Answer answer = server.ask(present == null ? null : present.tag());
        if (answer instanceof BundleServer.Answer.Changed changed) {
            return take(changed, asked, admission) ? Duration.ZERO : settings.pause();
        }
        if (present != null) {
            InForce confirmed = new InForce(present.release(), present.tag(), asked);
            inForce = confirmed;
            kept.confirm(confirmed.state());
        }
        boolean held = System.nanoTime() - began > FIRST_PAUSE.toNanos();
        return held ? Duration.ZERO : settings.pause();
    }

    private boolean take(BundleServer.Answer.Changed changed, Instant asked, BundleAdmission admission)
            throws IOException, BundleRefusedException {
        SignedBundle release = SignedBundle.read(changed.archive(), keys, settings.tenant());
        requireNewer(release);
        admission.admit(release.bundle());
        InForce next = new InForce(release, changed.tag(), asked);
        // Kept before it decides: after a crash nothing older may come back.
        kept.keep(next.state(), changed.archive());
        boolean newer = number() != release.number();
        highest = release.number();
        inForce = next;
        if (newer) {
            LOG.log(
                    Level.INFO,
                    "policy release {0} ({1}) is in force: {2}",
                    release.number(),
                    release.name(),
                    release.bundle().digest());
        }
        return newer;
    }

    private void requireNewer(SignedBundle release) throws BundleRefusedException {
        InForce present = inForce;
        boolean same = present != null
                && present.release().number() == release.number()
                && present.release().bundle().digest().equals(release.bundle().digest());
        boolean restored = present == null && release.number() == highest;
        if (release.number() <= highest && !same && !restored) {
            throw new BundleRefusedException(
                    Why.OLDER,
                    "release " + release.number() + " is offered, and release " + highest + " was in force here");
        }
    }

    @Override
    public PolicyBundle current(TenantId tenant) {
        InForce present = inForce;
        if (!tenant.equals(settings.tenant())) {
            throw none("this process has policy for tenant " + settings.tenant() + " only");
        }
        if (present == null) {
            throw none("no policy bundle has been had from " + settings.address() + " yet" + because());
        }
        Duration age = Duration.between(present.confirmed(), clock.instant());
        if (age.compareTo(settings.maxAge()) > 0 || age.compareTo(SKEW.negated()) < 0) {
            throw none("the policy bundle was last confirmed at " + present.confirmed() + ", which is past "
                    + settings.maxAge() + because());
        }
        return present.release().bundle();
    }

    private String because() {
        String why = trouble;
        return why == null ? "" : ": " + why;
    }

    private static UncheckedIOException none(String why) {
        return new UncheckedIOException(new IOException(why));
    }

    /** Number of the release in force; 0 while there is none. */
    public long number() {
        InForce present = inForce;
        return present == null ? 0 : present.release().number();
    }

    /** Time since the server last confirmed the release in force; absent while there is none. */
    public Optional<Duration> age() {
        return Optional.ofNullable(inForce).map(present -> Duration.between(present.confirmed(), clock.instant()));
    }

    /** What stood in the way of the last request to the server; absent if nothing did. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void note(String what) {
        if (!what.equals(trouble) && !closed) {
            LOG.log(Level.WARNING, "{0}; the bundle in force stays until it is too old", what);
        }
        trouble = what;
    }

    private void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
            closed = true;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        closed = true;
        Thread following = thread;
        if (following != null) {
            following.interrupt();
        }
    }
}
