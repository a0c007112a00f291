/** The house rules, as ArchUnit checks them in every module. */
@NullMarked
package dev.freehold.testkit.architecture;

import org.jspecify.annotations.NullMarked;
