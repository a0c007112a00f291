package dev.freehold.enforcement.identity.jwt;

import java.io.IOException;

/** Port: the issuer's published keys, as its JSON Web Key Set says them now. */
@FunctionalInterface
public interface KeyDocument {
    /**
     * @throws IOException if it cannot be had in time, or is too long
     */
    String read() throws IOException;
}
