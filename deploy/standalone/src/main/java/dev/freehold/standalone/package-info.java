/** All of Freehold in one process, on an embedded PostgreSQL. */
@NullMarked
package dev.freehold.standalone;

import org.jspecify.annotations.NullMarked;
