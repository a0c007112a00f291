package dev.freehold.enforcement.change;

import dev.freehold.contracts.change.Change;
import java.io.IOException;
import java.util.List;

/** Port: changes that were written in one transaction with what they tell of, and wait to be told. */
public interface Outbox {
    /**
     * A change that waits.
     *
     * @param revision grows with each change of the same thing
     * @param facts JSON object with what has become of it; nothing in it is secret
     */
    record Waiting(Change change, long revision, String facts) {}

    /** Tells changes; when it returns they are told. */
    interface Teller {
        /**
         * @throws IOException if they may not be told; they wait on
         */
        void tell(List<Waiting> changes) throws IOException;
    }

    /**
     * Tells the oldest changes that wait, and forgets them once they are told. Of several changes of one thing the last alone
     * is told.
     *
     * @return how many were told
     */
    int relay(int most, Teller teller) throws IOException;
}
