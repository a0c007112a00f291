/** A small chat model that comes with the platform: trained by its own engine, on text that it made itself. */
@NullMarked
package dev.freehold.starter;

import org.jspecify.annotations.NullMarked;
