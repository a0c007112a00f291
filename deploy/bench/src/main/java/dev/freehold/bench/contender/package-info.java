/** What is measured: processes of their own, started and ended here. */
@NullMarked
package dev.freehold.bench.contender;

import org.jspecify.annotations.NullMarked;
