package dev.freehold.enforcement.peer.audit;

/** Where the audit service answers to services of this house. */
public final class AuditPaths {
    public static final String ROOT = "/internal/audit/v1/";
    public static final String RECORDS = ROOT + "records";
    public static final String SEARCH = ROOT + "trail/search";
    public static final String ENTRIES = ROOT + "trail/entries/";
    public static final String CHECK = "/check";
    public static final String SIZE = ROOT + "trail/size";

    private AuditPaths() {}
}
