/** Training in the engine's supervised worker JVM. */
@NullMarked
package dev.freehold.finetune.run.djl;

import org.jspecify.annotations.NullMarked;
