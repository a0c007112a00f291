package dev.freehold.contracts.policy;

import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A compiled policy with its data.
 *
 * @param digest the name of exactly this module with exactly this data, see {@link #digestOf}
 * @param wasm compiled module, entrypoint {@code freehold/decision}
 * @param data the bundle's data document, as JSON text in UTF-8
 */
public record PolicyBundle(Digest digest, byte[] wasm, byte[] data) {
    public PolicyBundle {
        wasm = wasm.clone();
        data = data.clone();
    }

    /** Names a module and its data by their digest. */
    public static PolicyBundle of(byte[] wasm, byte[] data) {
        return new PolicyBundle(digestOf(wasm, data), wasm, data);
    }

    /** What {@code sha256sum data.json policy.wasm | sha256sum} prints, so that nobody needs this house to check it. */
    public static Digest digestOf(byte[] wasm, byte[] data) {
        String lines = Digest.of(data).hex() + "  data.json\n" + Digest.of(wasm).hex() + "  policy.wasm\n";
        return Digest.of(lines.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] wasm() {
        return wasm.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }
}
