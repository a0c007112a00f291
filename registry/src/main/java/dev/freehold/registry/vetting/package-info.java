/** What files are looked at for before anybody may approve them. */
@NullMarked
package dev.freehold.registry.vetting;

import org.jspecify.annotations.NullMarked;
