/** What the surfaces share on the wire: pages, answers, times. */
@NullMarked
package dev.freehold.finetune.wire;

import org.jspecify.annotations.NullMarked;
