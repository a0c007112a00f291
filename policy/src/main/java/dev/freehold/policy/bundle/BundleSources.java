package dev.freehold.policy.bundle;

import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.http.ZipAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bundle in force as files: what was compiled, and the Rego that it was compiled from. */
public final class BundleSources {
    private static final List<String> COMPILED =
            List.of(BundleFiles.DIGESTS, BundleFiles.DATA, BundleFiles.MANIFEST, BundleFiles.MODULE);

    private BundleSources() {}

    /**
     * All files, checked.
     *
     * @throws IOException if a file is missing, or a source is not the one that was compiled
     */
    public static List<ZipAnswer.Member> all(BundleManifest manifest) throws IOException {
        List<ZipAnswer.Member> members = new ArrayList<>();
        for (String name : COMPILED) {
            members.add(new ZipAnswer.Member("bundle/" + name, ZipAnswer.Content.of(BundleFiles.shipped(name))));
        }
        for (Map.Entry<String, Digest> source : manifest.sources().entrySet()) {
            String name = source.getKey();
            byte[] text = BundleFiles.shipped("rego/" + name);
            if (!Digest.of(text).equals(source.getValue())) {
                throw new BundleDamagedException(name + " is not the source that the bundle was compiled from");
            }
            members.add(new ZipAnswer.Member("rego/" + name, ZipAnswer.Content.of(text)));
        }
        return members;
    }
}
