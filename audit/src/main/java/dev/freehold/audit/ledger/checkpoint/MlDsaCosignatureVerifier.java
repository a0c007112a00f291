package dev.freehold.audit.ledger.checkpoint;

import dev.freehold.audit.ledger.note.EncodedKey;
import dev.freehold.audit.ledger.note.KeyId;
import dev.freehold.audit.ledger.note.NoteVerifier;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.pqc.crypto.mldsa.MLDSAParameters;
import org.bouncycastle.pqc.crypto.mldsa.MLDSAPublicKeyParameters;
import org.bouncycastle.pqc.crypto.mldsa.MLDSASigner;

/** Checks timestamped ML-DSA-44 cosignatures, which withstand quantum computers: algorithm 6. */
final class MlDsaCosignatureVerifier implements NoteVerifier {
    static final byte ALGORITHM = 6;
    private static final int PUBLIC_KEY_BYTES = 1312;
    private final EncodedKey key;

    MlDsaCosignatureVerifier(EncodedKey key) {
        if (key.key().length != PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("an ML-DSA-44 public key has 1312 bytes");
        }
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
        byte[] message;
        try {
            message = message(Checkpoint.parse(text), ByteBuffer.wrap(signature).getLong());
        } catch (IllegalArgumentException e) {
            // What it signs is made from a checkpoint's parts: of any other text there is no such signature.
            return false;
        }
        MLDSASigner signer = new MLDSASigner();
        signer.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, key.key()));
        signer.update(message, 0, message.length);
        return signer.verifySignature(Arrays.copyOfRange(signature, Long.BYTES, signature.length));
    }

    private byte[] message(Checkpoint checkpoint, long time) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
        writeName(key.name(), message);
        message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(time).array());
        writeName(checkpoint.origin(), message);
        message.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(0)
                .putLong(checkpoint.size())
                .array());
        message.writeBytes(checkpoint.root().bytes());
        return message.toByteArray();
    }

    private static void writeName(String name, ByteArrayOutputStream message) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw new IllegalArgumentException("a name has at most 255 bytes");
        }
        message.write(bytes.length);
        message.writeBytes(bytes);
    }
}
