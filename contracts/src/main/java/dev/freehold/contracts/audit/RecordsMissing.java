package dev.freehold.contracts.audit;

/** Records of a source came before those that they follow. */
public final class RecordsMissing extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final long next;

    /**
     * @param next seq of the first record that is missing
     */
    public RecordsMissing(Position first, long next) {
        super("records " + next + " to " + (first.seq() - 1) + " of source " + first.source() + ", epoch "
                + first.epoch() + " are missing: send them first");
        this.next = next;
    }

    public long next() {
        return next;
    }
}
