/** The registry in another process, for what tuning registers. */
@NullMarked
package dev.freehold.finetune.registry.http;

import org.jspecify.annotations.NullMarked;
