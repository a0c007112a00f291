/** The door that every service's HTTP interface shares: keys in, problems out. */
@NullMarked
package dev.freehold.enforcement.http;

import org.jspecify.annotations.NullMarked;
