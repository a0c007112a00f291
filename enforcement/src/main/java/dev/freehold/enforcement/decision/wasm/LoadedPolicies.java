package dev.freehold.enforcement.decision.wasm;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The policies that are ready to decide, by digest; each bundle is compiled once, a broken one is refused once. */
final class LoadedPolicies {
    private static final System.Logger LOG = System.getLogger(LoadedPolicies.class.getName());
    private static final int MOST = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private sealed interface Loaded {
        record Ready(InstancePool pool) implements Loaded {}

        record Refused(String cause) implements Loaded {}
    }

    private final int instances;
    // Replaced whole under the lock and read without it: a decision sees the old set or the new one.
    private volatile Map<Digest, Loaded> byDigest = Map.of();
    private final Map<Digest, CompiledModule> modules = new LinkedHashMap<>();

    LoadedPolicies(int instances) {
        this.instances = instances;
    }

    /**
     * The pool for a bundle.
     *
     * @throws PolicyRefusedException if the bundle cannot be used
     */
    InstancePool poolFor(PolicyBundle bundle) {
        Loaded loaded = byDigest.get(bundle.digest());
        if (loaded == null) {
            loaded = load(bundle);
        }
        if (loaded instanceof Loaded.Refused refused) {
            throw new PolicyRefusedException(refused.cause());
        }
        return ((Loaded.Ready) loaded).pool();
    }

    private synchronized Loaded load(PolicyBundle bundle) {
        Loaded already = byDigest.get(bundle.digest());
        if (already != null) {
            return already;
        }
        Loaded loaded = compile(bundle);
        Map<Digest, Loaded> next = new LinkedHashMap<>(byDigest);
        next.put(bundle.digest(), loaded);
        if (next.size() > MOST) {
            next.remove(next.keySet().iterator().next());
        }
        byDigest = next;
        return loaded;
    }

    private Loaded compile(PolicyBundle bundle) {
        long start = System.nanoTime();
        try {
            Loaded loaded =
                    new Loaded.Ready(new InstancePool(CompiledPolicy.of(bundle, this::module), instances, PATIENCE));
            long millis = (System.nanoTime() - start) / 1_000_000;
            LOG.log(Level.INFO, "policy bundle {0} compiled in {1} ms", bundle.digest(), millis);
            return loaded;
        } catch (PolicyRefusedException e) {
            LOG.log(Level.ERROR, "policy bundle " + bundle.digest() + " refused: every request is denied", e);
            return new Loaded.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** Under the lock, like all loading. */
    private CompiledModule module(byte[] wasm) {
        Digest digest = Digest.of(wasm);
        CompiledModule compiled = modules.get(digest);
        if (compiled == null) {
            compiled = CompiledModule.of(wasm);
            modules.put(digest, compiled);
            if (modules.size() > MOST) {
                modules.remove(modules.keySet().iterator().next());
            }
        }
        return compiled;
    }
}
