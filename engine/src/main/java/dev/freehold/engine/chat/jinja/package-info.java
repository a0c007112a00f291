/**
 * The part of Jinja that chat templates of models are written in, as an interpreter that knows nothing else: no reflection,
 * no files, no imports, no clock; bounded in work and output.
 */
@NullMarked
package dev.freehold.engine.chat.jinja;

import org.jspecify.annotations.NullMarked;
