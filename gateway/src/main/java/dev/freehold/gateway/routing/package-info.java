/** From a model's name to one version. */
@NullMarked
package dev.freehold.gateway.routing;

import org.jspecify.annotations.NullMarked;
