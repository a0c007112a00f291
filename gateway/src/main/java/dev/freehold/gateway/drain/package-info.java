/** How a gateway goes away without taking a call with it. */
@NullMarked
package dev.freehold.gateway.drain;

import org.jspecify.annotations.NullMarked;
