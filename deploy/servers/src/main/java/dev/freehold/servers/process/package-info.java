/** Processes that outlive the one that started them. */
@NullMarked
package dev.freehold.servers.process;

import org.jspecify.annotations.NullMarked;
