/** Tests of the registry's export. */
@NullMarked
package dev.freehold.registry.export;

import org.jspecify.annotations.NullMarked;
