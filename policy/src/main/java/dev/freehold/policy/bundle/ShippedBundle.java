package dev.freehold.policy.bundle;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.policy.PolicyBundles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;

/** The core bundle that comes with this release, in force until a tenant has another; a damaged one is in force for nobody. */
@ApplicationScoped
@Typed(ShippedBundle.class)
public class ShippedBundle implements PolicyBundles {
    private static final System.Logger LOG = System.getLogger(ShippedBundle.class.getName());

    private sealed interface State {
        record Intact(BundleFiles files) implements State {}

        record Damaged(IOException cause) implements State {}
    }

    private final State state;

    @Inject
    public ShippedBundle() {
        this(BundleFiles::shipped);
    }

    ShippedBundle(BundleFiles.Source source) {
        state = read(source);
    }

    private static State read(BundleFiles.Source source) {
        try {
            return new State.Intact(BundleFiles.read(source));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the policy bundle is damaged: every request will be denied", e);
            return new State.Damaged(e);
        }
    }

    @Override
    public PolicyBundle current(TenantId tenant) {
        return bundle();
    }

    /**
     * The bundle itself.
     *
     * @throws UncheckedIOException if it is damaged
     */
    public PolicyBundle bundle() {
        return files().bundle();
    }

    /**
     * What the bundle says of itself.
     *
     * @throws UncheckedIOException if the bundle is damaged
     */
    public BundleManifest manifest() {
        return files().manifest();
    }

    private BundleFiles files() {
        if (state instanceof State.Damaged damaged) {
            throw new UncheckedIOException(
                    "the policy bundle is damaged: " + damaged.cause().getMessage(), damaged.cause());
        }
        return ((State.Intact) state).files();
    }
}
