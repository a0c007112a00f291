/** Tells other processes what has changed here, over Kafka where there is one. */
@NullMarked
package dev.freehold.finetune.change;

import org.jspecify.annotations.NullMarked;
