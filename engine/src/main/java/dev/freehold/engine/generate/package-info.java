/** Texts written by a decoder: choosing tokens, turning them into text, and knowing when to end. */
@NullMarked
package dev.freehold.engine.generate;

import org.jspecify.annotations.NullMarked;
