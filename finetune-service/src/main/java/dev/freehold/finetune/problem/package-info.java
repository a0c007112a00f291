/** What this service says when it refuses. */
@NullMarked
package dev.freehold.finetune.problem;

import org.jspecify.annotations.NullMarked;
