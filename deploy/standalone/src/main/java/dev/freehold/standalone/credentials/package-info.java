/** The four keys of the embedded default. */
@NullMarked
package dev.freehold.standalone.credentials;

import org.jspecify.annotations.NullMarked;
