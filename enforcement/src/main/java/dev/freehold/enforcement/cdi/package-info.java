/** Wires the enforcement library for services that use CDI. */
@NullMarked
package dev.freehold.enforcement.cdi;

import org.jspecify.annotations.NullMarked;
