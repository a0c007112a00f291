/** What the gateway asks of those who run models. */
@NullMarked
package dev.freehold.contracts.inference;

import org.jspecify.annotations.NullMarked;
