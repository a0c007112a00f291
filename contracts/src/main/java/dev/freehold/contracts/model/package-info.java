/** Models, adapters and datasets by digest. */
@NullMarked
package dev.freehold.contracts.model;

import org.jspecify.annotations.NullMarked;
