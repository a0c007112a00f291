/** POST /v1/classify. */
@NullMarked
package dev.freehold.gateway.classify;

import org.jspecify.annotations.NullMarked;
