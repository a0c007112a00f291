/** The verifier: a command that needs no server, no database and no trust in whoever keeps the log. */
@NullMarked
package dev.freehold.audit.verify;

import org.jspecify.annotations.NullMarked;
