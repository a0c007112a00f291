package dev.freehold.policy.bundle;

import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files from which the shipped bundle was compiled. */
public final class BundleSources {
    private BundleSources() {}

    /**
     * All of them by name, checked.
     *
     * @throws IOException if a file is missing, or is not the one that was compiled
     */
    public static SortedMap<String, byte[]> texts(BundleManifest manifest) throws IOException {
        SortedMap<String, byte[]> texts = new TreeMap<>();
        for (Map.Entry<String, Digest> source : manifest.sources().entrySet()) {
            String name = source.getKey();
            byte[] text = BundleFiles.shipped("rego/" + name);
            if (!Digest.of(text).equals(source.getValue())) {
                throw new BundleDamagedException(name + " is not the source that the bundle was compiled from");
            }
            texts.put(name, text);
        }
        return texts;
    }
}
