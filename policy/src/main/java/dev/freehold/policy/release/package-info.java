/** Versions of the policy, each known by its digest, and the releases that put one in force. */
@NullMarked
package dev.freehold.policy.release;

import org.jspecify.annotations.NullMarked;
