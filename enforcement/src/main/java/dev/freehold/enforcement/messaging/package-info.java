/** How processes tell each other what has happened: CloudEvents, on topics. */
@NullMarked
package dev.freehold.enforcement.messaging;

import org.jspecify.annotations.NullMarked;
