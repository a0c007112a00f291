/** The real Keycloak, with this house's realm. */
@NullMarked
package dev.freehold.testkit.keycloak;

import org.jspecify.annotations.NullMarked;
