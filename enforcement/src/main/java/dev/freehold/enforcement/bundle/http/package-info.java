/** Takes signed bundles from whoever serves them over OPA's bundle protocol. */
@NullMarked
package dev.freehold.enforcement.bundle.http;

import org.jspecify.annotations.NullMarked;
