/** Who calls: tenants, callers, roles and the keys that prove them. */
@NullMarked
package dev.freehold.contracts.identity;

import org.jspecify.annotations.NullMarked;
