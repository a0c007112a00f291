/** The audit service for other processes of this house: records come in, and the trail is read. */
@NullMarked
package dev.freehold.audit.peer;

import org.jspecify.annotations.NullMarked;
