/** Keycloak 26.7.3 from Maven Central, optimized, on loopback, with this house's realm. */
@NullMarked
package dev.freehold.servers.keycloak;

import org.jspecify.annotations.NullMarked;
