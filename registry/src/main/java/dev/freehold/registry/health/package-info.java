/** Whether the registry can be relied on. */
@NullMarked
package dev.freehold.registry.health;

import org.jspecify.annotations.NullMarked;
