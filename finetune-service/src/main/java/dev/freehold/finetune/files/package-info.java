/** The OpenAI files surface over masked datasets. */
@NullMarked
package dev.freehold.finetune.files;

import org.jspecify.annotations.NullMarked;
