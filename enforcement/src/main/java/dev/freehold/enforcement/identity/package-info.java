/** Proves who calls, and names people in records by keyed pseudonyms. */
@NullMarked
package dev.freehold.enforcement.identity;

import org.jspecify.annotations.NullMarked;
