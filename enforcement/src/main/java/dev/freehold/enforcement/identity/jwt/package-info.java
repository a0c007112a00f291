/** Callers who present a token that an identity provider signed (RFC 7519), verified without asking it. */
@NullMarked
package dev.freehold.enforcement.identity.jwt;

import org.jspecify.annotations.NullMarked;
