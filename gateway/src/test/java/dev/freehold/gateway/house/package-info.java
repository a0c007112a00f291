/** The gateway's neighbours, played by hand: each keeps what it saw and does what a test tells it. */
@NullMarked
package dev.freehold.gateway.house;

import org.jspecify.annotations.NullMarked;
