/** What was fetched and built once for all data folders of this machine. */
@NullMarked
package dev.freehold.servers.cache;

import org.jspecify.annotations.NullMarked;
