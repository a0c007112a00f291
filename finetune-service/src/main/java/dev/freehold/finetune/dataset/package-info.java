/** Classification rows: read, checked, masked, told apart from their duplicates. */
@NullMarked
package dev.freehold.finetune.dataset;

import org.jspecify.annotations.NullMarked;
