/** Other people's servers as processes of this machine: fetched by version, checked by digest, started, watched, ended. */
@NullMarked
package dev.freehold.servers;

import org.jspecify.annotations.NullMarked;
