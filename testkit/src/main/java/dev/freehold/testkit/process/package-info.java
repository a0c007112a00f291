/** Programs that a test starts and that end with it. */
@NullMarked
package dev.freehold.testkit.process;

import org.jspecify.annotations.NullMarked;
