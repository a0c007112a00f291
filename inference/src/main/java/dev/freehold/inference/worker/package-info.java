/** The worker's life: started when needed, started again when lost, stopped when idle. */
@NullMarked
package dev.freehold.inference.worker;

import org.jspecify.annotations.NullMarked;
