/** Content by its digest, in a file system. */
@NullMarked
package dev.freehold.registry.blob.fs;

import org.jspecify.annotations.NullMarked;
