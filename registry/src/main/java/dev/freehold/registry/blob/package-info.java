/** Content by its digest. */
@NullMarked
package dev.freehold.registry.blob;

import org.jspecify.annotations.NullMarked;
