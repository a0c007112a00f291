/** The records as JSON Schemas, held to the files that this module ships. */
@NullMarked
package dev.freehold.contracts.schema;

import org.jspecify.annotations.NullMarked;
