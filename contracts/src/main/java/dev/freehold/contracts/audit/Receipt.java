package dev.freehold.contracts.audit;

import dev.freehold.contracts.model.Digest;

/**
 * What a caller can keep to prove later that its record must be in the ledger.
 *
 * @param leaf RFC 6962 leaf hash of the record's exact bytes
 */
public record Receipt(Position position, Digest leaf) {
    /** The form of the {@code x-freehold-receipt} header: source/epoch/seq/leaf-hex. */
    public String header() {
        return position.source() + "/" + position.epoch() + "/" + position.seq() + "/" + leaf.hex();
    }
}
