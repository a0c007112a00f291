package dev.freehold.enforcement.identity.internal;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jspecify.annotations.Nullable;

/** The header of a token, of which everything but the key's id is fixed: no token chooses how it is verified. */
record TokenHeader(String alg, String typ, @Nullable String kid) {
    static final String ALGORITHM = AlgorithmIdentifiers.EDDSA;
    static final String TYPE = "freehold-internal+jwt";

    boolean known() {
        return ALGORITHM.equals(alg) && TYPE.equals(typ);
    }
}
