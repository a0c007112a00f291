/** Whether a tuned model recites what it learned: canaries planted among the train rows, and how exposed they are. */
@NullMarked
package dev.freehold.finetune.leak;

import org.jspecify.annotations.NullMarked;
