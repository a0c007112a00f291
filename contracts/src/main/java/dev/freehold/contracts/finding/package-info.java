/** What the scanner finds in text. */
@NullMarked
package dev.freehold.contracts.finding;

import org.jspecify.annotations.NullMarked;
