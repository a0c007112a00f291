/** Callers who present an API key. */
@NullMarked
package dev.freehold.gateway.identity.apikey;

import org.jspecify.annotations.NullMarked;
