/** The local issuer: OpenID Connect for the embedded default, on loopback, from the realm file that Keycloak imports. */
@NullMarked
package dev.freehold.standalone.issuer;

import org.jspecify.annotations.NullMarked;
