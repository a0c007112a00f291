/** What is counted: the vocabulary is in docs/reference/metrics.md. No label holds what a caller wrote. */
@NullMarked
package dev.freehold.enforcement.metrics;

import org.jspecify.annotations.NullMarked;
