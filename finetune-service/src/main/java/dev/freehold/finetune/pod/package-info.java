/** A program of its own: one run, led in a container that holds nothing but its inputs. */
@NullMarked
package dev.freehold.finetune.pod;

import org.jspecify.annotations.NullMarked;
