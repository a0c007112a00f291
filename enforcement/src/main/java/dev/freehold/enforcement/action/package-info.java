/** Runs an action between its decision, its intent and its outcome. */
@NullMarked
package dev.freehold.enforcement.action;

import org.jspecify.annotations.NullMarked;
