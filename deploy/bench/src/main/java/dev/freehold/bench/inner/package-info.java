/** Parts of the platform measured by themselves, in this process. */
@NullMarked
package dev.freehold.bench.inner;

import org.jspecify.annotations.NullMarked;
