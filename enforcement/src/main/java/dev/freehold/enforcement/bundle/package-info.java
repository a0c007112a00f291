/** Signed policy bundles in OPA's archive format: packed, verified, and nothing else taken. */
@NullMarked
package dev.freehold.enforcement.bundle;

import org.jspecify.annotations.NullMarked;
