/** This service's PostgreSQL. */
@NullMarked
package dev.freehold.finetune.database;

import org.jspecify.annotations.NullMarked;
