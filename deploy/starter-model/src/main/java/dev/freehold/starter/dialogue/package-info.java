/**
 * Synthetic support dialogues of a bank: every sentence is made up, every name and number is drawn. They teach the starter
 * model, and serve where somebody wants a dataset to try a tuning with.
 */
@NullMarked
package dev.freehold.starter.dialogue;

import org.jspecify.annotations.NullMarked;
