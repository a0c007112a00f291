/** What the policy service tells over HTTP. */
@NullMarked
package dev.freehold.policy.http;

import org.jspecify.annotations.NullMarked;
