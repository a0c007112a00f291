package dev.freehold.gateway.identity;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.CallerDirectory;

/** Stands in where no registry is connected: nobody can be told apart, so nobody comes in. */
final class NoDirectory implements CallerDirectory {
    @Override
    public Authentication authenticate(AccessKey key) {
        return new Authentication.Unavailable("no registry is connected to this gateway");
    }
}
