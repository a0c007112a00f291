/** Runs on this machine, as processes that end with this one. */
@NullMarked
package dev.freehold.finetune.run.process;

import org.jspecify.annotations.NullMarked;
