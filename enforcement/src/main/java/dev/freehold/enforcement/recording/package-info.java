/** Records what happened, before anybody hears of it. */
@NullMarked
package dev.freehold.enforcement.recording;

import org.jspecify.annotations.NullMarked;
