package dev.freehold.audit.ledger.checkpoint;

import dev.freehold.audit.ledger.note.Ed25519Verifier;
import dev.freehold.audit.ledger.note.EncodedKey;
import dev.freehold.audit.ledger.note.KeyId;
import dev.freehold.audit.ledger.note.NoteVerifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Checks timestamped Ed25519 cosignatures: algorithm 4. */
final class CosignatureVerifier implements NoteVerifier {
    static final byte ALGORITHM = 4;
    private final EncodedKey key;

    CosignatureVerifier(EncodedKey key) {
        Ed25519Verifier.checkPoint(key.key());
        this.key = key;
    }

    @Override
    public String name() {
        return key.name();
    }

    @Override
    public KeyId id() {
        return key.id();
    }

    @Override
    public boolean verifies(String text, byte[] signature) {
        if (signature.length <= Long.BYTES) {
            return false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        String message = "cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n" + text;
        return time >= 0
                && Ed25519Verifier.verifies(
                        key.key(),
                        message.getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOfRange(signature, Long.BYTES, signature.length));
    }
}
