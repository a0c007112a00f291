/** TorchScript programs: source text written by Java, compiled by libtorch, called with tensors. */
@NullMarked
package dev.freehold.engine.script;

import org.jspecify.annotations.NullMarked;
