/** Fine-tuning jobs: their lifecycle, their store, the OpenAI surface over them. */
@NullMarked
package dev.freehold.finetune.jobs;

import org.jspecify.annotations.NullMarked;
