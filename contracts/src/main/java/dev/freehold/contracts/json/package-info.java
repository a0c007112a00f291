/** How records become JSON text, and JSON text becomes exact bytes. */
@NullMarked
package dev.freehold.contracts.json;

import org.jspecify.annotations.NullMarked;
