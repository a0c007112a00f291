/** Models as repositories of the Hugging Face Hub protocol, for its stock clients to download from. */
@NullMarked
package dev.freehold.registry.hub;

import org.jspecify.annotations.NullMarked;
