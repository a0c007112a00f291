/** Takes records from the topics of all tenants into their ledgers, and tells sources how far these cover them. */
@NullMarked
package dev.freehold.audit.intake.kafka;

import org.jspecify.annotations.NullMarked;
