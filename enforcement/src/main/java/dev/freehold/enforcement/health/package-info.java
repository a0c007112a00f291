/** Whether this process can be relied on: what every service's readiness says. */
@NullMarked
package dev.freehold.enforcement.health;

import org.jspecify.annotations.NullMarked;
