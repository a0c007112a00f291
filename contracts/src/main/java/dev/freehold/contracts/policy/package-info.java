/** Policy bundles on their way to those who decide. */
@NullMarked
package dev.freehold.contracts.policy;

import org.jspecify.annotations.NullMarked;
