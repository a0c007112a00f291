/** POST /v1/chat/completions and POST /v1/completions. */
@NullMarked
package dev.freehold.gateway.generation;

import org.jspecify.annotations.NullMarked;
