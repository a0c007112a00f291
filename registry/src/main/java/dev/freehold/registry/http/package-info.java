/** How bodies are read and answers are written. */
@NullMarked
package dev.freehold.registry.http;

import org.jspecify.annotations.NullMarked;
