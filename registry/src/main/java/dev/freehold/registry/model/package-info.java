/** Model versions, their lifecycle, and the second person who approves them. */
@NullMarked
package dev.freehold.registry.model;

import org.jspecify.annotations.NullMarked;
