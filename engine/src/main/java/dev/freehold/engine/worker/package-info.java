/** The supervised worker JVM in which everything native runs, and the handle by which others use it. */
@NullMarked
package dev.freehold.engine.worker;

import org.jspecify.annotations.NullMarked;
