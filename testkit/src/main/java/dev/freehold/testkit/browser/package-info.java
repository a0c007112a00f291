/** A real browser for tests: headless Chromium, driven over the Chrome DevTools Protocol. */
@NullMarked
package dev.freehold.testkit.browser;

import org.jspecify.annotations.NullMarked;
