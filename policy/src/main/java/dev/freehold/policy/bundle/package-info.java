/** The bundle that is in force: its files, checked, and what they say of themselves. */
@NullMarked
package dev.freehold.policy.bundle;

import org.jspecify.annotations.NullMarked;
