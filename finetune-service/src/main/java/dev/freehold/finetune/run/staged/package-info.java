/** A run laid out in a folder: what goes in and what comes out where it is led by another process, on another machine. */
@NullMarked
package dev.freehold.finetune.run.staged;

import org.jspecify.annotations.NullMarked;
