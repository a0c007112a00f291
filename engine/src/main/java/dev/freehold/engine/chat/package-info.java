/** Conversations as a model reads them: its own chat template, and which part of the text the model is to learn. */
@NullMarked
package dev.freehold.engine.chat;

import org.jspecify.annotations.NullMarked;
