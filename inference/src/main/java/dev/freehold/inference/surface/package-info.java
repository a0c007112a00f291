/** Inference over OpenAI's protocol, for a gateway in another process; applications come in by the gateway alone. */
@NullMarked
package dev.freehold.inference.surface;

import org.jspecify.annotations.NullMarked;
