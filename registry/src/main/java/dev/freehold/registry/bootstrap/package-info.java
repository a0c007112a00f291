/** What an installation is given before anybody can ask for it. */
@NullMarked
package dev.freehold.registry.bootstrap;

import org.jspecify.annotations.NullMarked;
