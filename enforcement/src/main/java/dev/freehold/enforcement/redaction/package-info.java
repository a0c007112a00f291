/** Finds personal data, card data and secrets in text, and masks them: one pass, linear time, no regular expressions. */
@NullMarked
package dev.freehold.enforcement.redaction;

import org.jspecify.annotations.NullMarked;
