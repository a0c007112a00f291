/** The compliance officer's trail: its list, its records and their proofs. */
@NullMarked
package dev.freehold.console.trail;

import org.jspecify.annotations.NullMarked;
