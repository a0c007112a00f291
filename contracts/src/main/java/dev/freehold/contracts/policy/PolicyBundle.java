package dev.freehold.contracts.policy;

import dev.freehold.contracts.model.Digest;

/**
 * A compiled policy with its data.
 *
 * @param digest SHA-256 over the bundle file that {@code opa build} wrote
 * @param wasm compiled module, entrypoint {@code freehold/decision}
 * @param data the bundle's data document, as JSON text in UTF-8
 */
public record PolicyBundle(Digest digest, byte[] wasm, byte[] data) {
    public PolicyBundle {
        wasm = wasm.clone();
        data = data.clone();
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
