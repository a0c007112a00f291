/** Base against tuned on rows that neither has seen: split, macro-F1, bootstrap interval. */
@NullMarked
package dev.freehold.finetune.evaluation;

import org.jspecify.annotations.NullMarked;
