package dev.freehold.enforcement.bundle;

import dev.freehold.contracts.policy.PolicyBundle;

/** Port: makes a bundle ready to decide before it is in force, so that no caller waits for it or finds it broken. */
@FunctionalInterface
public interface BundleAdmission {
    /**
     * Compiles a bundle and has it decide on requests that everybody must be refused.
     *
     * @throws BundleRefusedException if it cannot, or allows one of them
     */
    void admit(PolicyBundle bundle) throws BundleRefusedException;
}
