package dev.freehold.audit.verify;

/** Ends a verification with the first fault that it met. */
final class FaultFound extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    FaultFound(Fault fault) {
        super(fault.kind().wireName());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
