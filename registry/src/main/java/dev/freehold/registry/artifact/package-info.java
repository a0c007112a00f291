/** Files of registered versions, laid out for those who load them. */
@NullMarked
package dev.freehold.registry.artifact;

import org.jspecify.annotations.NullMarked;
