/** GET /v1/models: what this caller may call. */
@NullMarked
package dev.freehold.gateway.models;

import org.jspecify.annotations.NullMarked;
