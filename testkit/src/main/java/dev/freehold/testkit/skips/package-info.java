/** Tests that did not run, told aloud. */
@NullMarked
package dev.freehold.testkit.skips;

import org.jspecify.annotations.NullMarked;
