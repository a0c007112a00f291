/** Where the files of model versions come from. */
@NullMarked
package dev.freehold.inference.artifacts;

import org.jspecify.annotations.NullMarked;
