/** The OPA server. */
@NullMarked
package dev.freehold.servers.opa;

import org.jspecify.annotations.NullMarked;
