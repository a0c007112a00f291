/** What a compliance officer reads: each reading is itself decided and recorded. */
@NullMarked
package dev.freehold.audit.trail;

import org.jspecify.annotations.NullMarked;
