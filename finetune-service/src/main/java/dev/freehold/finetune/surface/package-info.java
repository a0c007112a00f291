/** OpenAI's files and fine-tuning surface, for the gateway that proves the caller. */
@NullMarked
package dev.freehold.finetune.surface;

import org.jspecify.annotations.NullMarked;
