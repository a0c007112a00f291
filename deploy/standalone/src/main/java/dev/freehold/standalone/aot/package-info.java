/** A faster start on Java 25 and newer: classes loaded and linked ahead of time, trained on this machine. */
@NullMarked
package dev.freehold.standalone.aot;

import org.jspecify.annotations.NullMarked;
