/** What all pages share: their frame, and pages that say one thing. */
@NullMarked
package dev.freehold.console.page;

import org.jspecify.annotations.NullMarked;
