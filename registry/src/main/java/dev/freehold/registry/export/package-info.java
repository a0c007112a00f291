/** Everything that the registry holds of a tenant, on its way out in open formats. */
@NullMarked
package dev.freehold.registry.export;

import org.jspecify.annotations.NullMarked;
