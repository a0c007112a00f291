/** The data team's page: tuning jobs, their loss as it falls, and what came of them. */
@NullMarked
package dev.freehold.console.jobs;

import org.jspecify.annotations.NullMarked;
