/** The recognisers, one class per kind of data, and the folded text that they read. */
@NullMarked
package dev.freehold.enforcement.redaction.recogniser;

import org.jspecify.annotations.NullMarked;
