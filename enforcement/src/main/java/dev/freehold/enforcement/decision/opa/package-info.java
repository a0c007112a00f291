/** Decisions taken by an OPA server of the customer's, asked over its REST API. */
@NullMarked
package dev.freehold.enforcement.decision.opa;

import org.jspecify.annotations.NullMarked;
