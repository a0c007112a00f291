/** Whether the audit service can be relied on. */
@NullMarked
package dev.freehold.audit.health;

import org.jspecify.annotations.NullMarked;
