/** Snapshots of training runs: kept on disk, counted in the database, bounded in number and in bytes. */
@NullMarked
package dev.freehold.finetune.snapshot;

import org.jspecify.annotations.NullMarked;
