/** The OpenAI surface's own words: bodies, answers and errors. */
@NullMarked
package dev.freehold.gateway.http;

import org.jspecify.annotations.NullMarked;
