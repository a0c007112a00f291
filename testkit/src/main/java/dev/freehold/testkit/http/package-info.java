/** Servers that behave badly. */
@NullMarked
package dev.freehold.testkit.http;

import org.jspecify.annotations.NullMarked;
