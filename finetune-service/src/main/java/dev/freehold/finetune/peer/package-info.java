/** Fine-tuning for a gateway and a console in other processes. */
@NullMarked
package dev.freehold.finetune.peer;

import org.jspecify.annotations.NullMarked;
