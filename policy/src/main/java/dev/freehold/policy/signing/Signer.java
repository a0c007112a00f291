package dev.freehold.policy.signing;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.bundle.BundleSigner;
import dev.freehold.policy.problem.PolicyProblems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The key of this service, read once and made where there is none. */
@ApplicationScoped
public class Signer {
    private static final System.Logger LOG = System.getLogger(Signer.class.getName());

    private final SigningKeyFile file;
    private volatile @Nullable BundleSigner signer;

    @Inject
    public Signer(@ConfigProperty(name = "freehold.policy.signing-key") Path file) {
        this.file = new SigningKeyFile(file);
    }

    /**
     * The key.
     *
     * @throws ProblemException 503 if it can be neither read nor made
     */
    public BundleSigner get() {
        BundleSigner known = signer;
        return known != null ? known : load();
    }

    private synchronized BundleSigner load() {
        BundleSigner known = signer;
        if (known != null) {
            return known;
        }
        try {
            BundleSigner loaded = file.load();
            signer = loaded;
            return loaded;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "policy bundles cannot be signed: {0}", e.getMessage());
            ProblemException problem =
                    new ProblemException(PolicyProblems.STORE_UNAVAILABLE, "The signing key cannot be used.");
            problem.initCause(e);
            throw problem;
        }
    }

    /** Off the start's own thread: whoever installs this service looks for the public key before anybody asks for a bundle. */
    void makeAtFirstStart(@Observes Startup started) {
        Thread thread = new Thread(
                () -> {
                    try {
                        get();
                    } catch (ProblemException e) {
                        LOG.log(Level.DEBUG, "told when it was met", e);
                    }
                },
                "policy-signing-key");
        thread.setDaemon(true);
        thread.start();
    }
}
