/** The data folder: where everything is, and who may use it. */
@NullMarked
package dev.freehold.standalone.home;

import org.jspecify.annotations.NullMarked;
