/** What stands in where this process has no registry: it refuses, and says so. */
@NullMarked
package dev.freehold.finetune.registry;

import org.jspecify.annotations.NullMarked;
