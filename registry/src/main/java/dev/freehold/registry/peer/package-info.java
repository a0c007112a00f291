/** The registry for other processes of this house: what it knows, files by digest, and what they bring in. */
@NullMarked
package dev.freehold.registry.peer;

import org.jspecify.annotations.NullMarked;
