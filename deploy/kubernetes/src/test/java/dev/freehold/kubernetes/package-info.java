/** Tests of the chart. */
@NullMarked
package dev.freehold.kubernetes;

import org.jspecify.annotations.NullMarked;
