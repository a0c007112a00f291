package dev.freehold.console.trail;

import dev.freehold.contracts.audit.TrailRecord;

/** The files that an officer hands to an auditor, and the command that checks them without this platform. */
final class ProofFiles {
    private ProofFiles() {}

    static String leaf(TrailRecord record) {
        return "record-" + record.entry().index() + ".json";
    }

    static String proof(TrailRecord record) {
        return "record-" + record.entry().index() + ".tlog-proof";
    }

    static String command(TrailRecord record) {
        return "./freehold verify proof VKEYS " + leaf(record) + " " + proof(record);
    }
}
