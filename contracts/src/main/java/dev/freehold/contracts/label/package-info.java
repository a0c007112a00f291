/** Labels: what may be done with data, and with everything made of it. */
@NullMarked
package dev.freehold.contracts.label;

import org.jspecify.annotations.NullMarked;
