/** Byte-level byte pair encoding: learned from texts, written as the files that tokenizer libraries read. */
@NullMarked
package dev.freehold.engine.bpe;

import org.jspecify.annotations.NullMarked;
