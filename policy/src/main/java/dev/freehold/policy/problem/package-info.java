/** What the policy service refuses with. */
@NullMarked
package dev.freehold.policy.problem;

import org.jspecify.annotations.NullMarked;
