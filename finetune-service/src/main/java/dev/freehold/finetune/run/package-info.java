/** One run of one job: split, train off the network, evaluate. */
@NullMarked
package dev.freehold.finetune.run;

import org.jspecify.annotations.NullMarked;
