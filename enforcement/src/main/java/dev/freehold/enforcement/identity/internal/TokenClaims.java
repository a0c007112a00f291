package dev.freehold.enforcement.identity.internal;

import dev.freehold.contracts.identity.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a token says (RFC 7519; {@code htm} and {@code htu} as in RFC 9449).
 *
 * @param iat seconds since 1970
 * @param exp seconds since 1970
 * @param htm method of the one request that it is for
 * @param htu path and query of that request, as they are sent
 * @param caller in whose name; absent where a service speaks for itself
 */
record TokenClaims(
        ServiceName iss,
        ServiceName aud,
        long iat,
        long exp,
        String jti,
        String htm,
        String htu,
        @Nullable Caller caller) {}
