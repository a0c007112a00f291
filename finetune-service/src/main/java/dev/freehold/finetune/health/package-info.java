/** What this service needs to be ready. */
@NullMarked
package dev.freehold.finetune.health;

import org.jspecify.annotations.NullMarked;
