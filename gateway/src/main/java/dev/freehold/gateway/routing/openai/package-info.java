/** Models that run behind a server of OpenAI's protocol: this house's own inference, vLLM and the like. */
@NullMarked
package dev.freehold.gateway.routing.openai;

import org.jspecify.annotations.NullMarked;
