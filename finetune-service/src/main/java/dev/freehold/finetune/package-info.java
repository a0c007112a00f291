/** Private fine-tuning: dataset intake, jobs, supervised training runs and their evaluation. */
@NullMarked
package dev.freehold.finetune;

import org.jspecify.annotations.NullMarked;
