/** What the registry tells those who answer from memory. */
@NullMarked
package dev.freehold.contracts.view;

import org.jspecify.annotations.NullMarked;
