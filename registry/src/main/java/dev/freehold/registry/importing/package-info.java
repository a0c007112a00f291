/** Models that come in: unpacked, converted, vetted. */
@NullMarked
package dev.freehold.registry.importing;

import org.jspecify.annotations.NullMarked;
