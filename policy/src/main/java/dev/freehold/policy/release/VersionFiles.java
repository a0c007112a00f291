package dev.freehold.policy.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.policy.bundle.BundleFiles;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** A version as files: what was compiled with its digests, and below {@code rego/} that from which it was. */
public final class VersionFiles {
    static final String REGO = "rego/";

    private VersionFiles() {}

    /** What was compiled, with the digest of each file in one more. */
    public static SortedMap<String, byte[]> compiled(VersionDraft version) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(BundleFiles.DATA, version.bundle().data());
        files.put(BundleFiles.MANIFEST, manifest(version));
        files.put(BundleFiles.MODULE, version.bundle().wasm());
        StringBuilder digests = new StringBuilder();
        files.forEach((name, content) -> digests.append(Digest.of(content).hex())
                .append("  ")
                .append(name)
                .append('\n'));
        files.put(BundleFiles.DIGESTS, digests.toString().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** The sources. */
    public static SortedMap<String, byte[]> sources(VersionDraft version) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        version.sources().forEach((name, text) -> files.put(REGO + name, text));
        return files;
    }

    private static byte[] manifest(VersionDraft version) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(version.manifest());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is always JSON", e);
        }
    }
}
