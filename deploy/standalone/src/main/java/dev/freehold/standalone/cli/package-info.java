/** The command line of the one-process platform. */
@NullMarked
package dev.freehold.standalone.cli;

import org.jspecify.annotations.NullMarked;
