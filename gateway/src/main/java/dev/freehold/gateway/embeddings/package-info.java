/** POST /v1/embeddings. */
@NullMarked
package dev.freehold.gateway.embeddings;

import org.jspecify.annotations.NullMarked;
