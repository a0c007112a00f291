/** One governed call: decided, bounded and recorded, whatever is asked. */
@NullMarked
package dev.freehold.gateway.call;

import org.jspecify.annotations.NullMarked;
