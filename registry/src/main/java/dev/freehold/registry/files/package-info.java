/** Folders of the registry on the disk. */
@NullMarked
package dev.freehold.registry.files;

import org.jspecify.annotations.NullMarked;
