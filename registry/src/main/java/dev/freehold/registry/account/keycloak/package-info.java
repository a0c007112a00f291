/** Accounts as clients of a Keycloak realm. */
@NullMarked
package dev.freehold.registry.account.keycloak;

import org.jspecify.annotations.NullMarked;
