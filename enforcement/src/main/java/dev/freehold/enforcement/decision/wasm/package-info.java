/** Decisions taken in process by an OPA policy that was compiled to WebAssembly (OPA's wasm ABI 1.2 and later). */
@NullMarked
package dev.freehold.enforcement.decision.wasm;

import org.jspecify.annotations.NullMarked;
