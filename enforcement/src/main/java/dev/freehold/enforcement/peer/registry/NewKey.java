package dev.freehold.enforcement.peer.registry;

/**
 * A fresh key on its way to whoever asked for it.
 *
 * @param id names the key in records; no secret
 * @param key the secret
 */
public record NewKey(String id, String key) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "NewKey[" + id + "]";
    }
}
