/** Low-rank adapters with a classifier, in PEFT's folder format. */
@NullMarked
package dev.freehold.engine.lora;

import org.jspecify.annotations.NullMarked;
