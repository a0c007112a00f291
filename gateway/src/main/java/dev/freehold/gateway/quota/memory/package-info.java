/** Call counts in this process's memory. */
@NullMarked
package dev.freehold.gateway.quota.memory;

import org.jspecify.annotations.NullMarked;
