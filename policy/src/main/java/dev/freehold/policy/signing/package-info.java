/** The key with which this service vouches for the bundles that it serves. */
@NullMarked
package dev.freehold.policy.signing;

import org.jspecify.annotations.NullMarked;
