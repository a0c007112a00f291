/** Builds versions of the policy: from Rego with the real {@code opa}, or from tables alone without it. */
@NullMarked
package dev.freehold.policy.rego;

import org.jspecify.annotations.NullMarked;
