/** Tests of the cache that makes starts faster. */
@NullMarked
package dev.freehold.standalone.aot;

import org.jspecify.annotations.NullMarked;
