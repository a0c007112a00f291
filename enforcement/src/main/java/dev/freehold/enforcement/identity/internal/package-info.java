/** Which service of this house calls another, and in whose name: short-lived signed tokens (docs/adr/0022). */
@NullMarked
package dev.freehold.enforcement.identity.internal;

import org.jspecify.annotations.NullMarked;
