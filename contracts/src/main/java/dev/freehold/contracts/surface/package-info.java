/** What the gateway asks of services whose own protocol it lets in: the call goes on with a proved caller. */
@NullMarked
package dev.freehold.contracts.surface;

import org.jspecify.annotations.NullMarked;
