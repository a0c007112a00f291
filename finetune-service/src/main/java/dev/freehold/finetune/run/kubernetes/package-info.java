/** Runs as Jobs of a Kubernetes cluster (docs/adr/0029). */
@NullMarked
package dev.freehold.finetune.run.kubernetes;

import org.jspecify.annotations.NullMarked;
