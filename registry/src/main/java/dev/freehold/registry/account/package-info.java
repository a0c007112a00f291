/** The accounts by which applications prove themselves to an identity provider. */
@NullMarked
package dev.freehold.registry.account;

import org.jspecify.annotations.NullMarked;
