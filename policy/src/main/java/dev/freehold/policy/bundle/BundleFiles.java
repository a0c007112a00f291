package dev.freehold.policy.bundle;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The four files of a bundle, read and checked against their digests. */
public final class BundleFiles {
    public static final String DIGESTS = "bundle.sha256";
    public static final String MANIFEST = "manifest.json";
    public static final String DATA = "data.json";
    public static final String MODULE = "policy.wasm";

    private static final Set<String> CONTENT = Set.of(DATA, MANIFEST, MODULE);
    /** Longest file, in bytes. */
    public static final int LARGEST = 8 << 20;

    /** Where a file comes from: its whole content, or an {@link IOException} if it is not there. */
    public interface Source {
        byte[] read(String name) throws IOException;
    }

    private final PolicyBundle bundle;
    private final BundleManifest manifest;

    private BundleFiles(PolicyBundle bundle, BundleManifest manifest) {
        this.bundle = bundle;
        this.manifest = manifest;
    }

    /** The files beside this class, as they were packed into the jar. */
    static byte[] shipped(String name) throws IOException {
        try (InputStream in = BundleFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new BundleDamagedException(name + " is missing");
            }
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new BundleDamagedException(name + " is longer than " + LARGEST + " bytes");
            }
            return content;
        }
    }

    /**
     * Reads and checks a bundle.
     *
     * @throws IOException if a file is missing, has not the digest that {@code bundle.sha256} gives, or is not named there
     */
    public static BundleFiles read(Source source) throws IOException {
        Set<String> checked = new HashSet<>();
        String digests = new String(source.read(DIGESTS), StandardCharsets.UTF_8);
        for (String line : digests.lines().toList()) {
            String[] parts = line.split("  ", 2);
            if (parts.length != 2 || !CONTENT.contains(parts[1])) {
                throw new BundleDamagedException(DIGESTS + " has a line that names no file of the bundle");
            }
            if (!Digest.of(source.read(parts[1])).hex().equals(parts[0])) {
                throw new BundleDamagedException(parts[1] + " has not the digest that " + DIGESTS + " gives");
            }
            checked.add(parts[1]);
        }
        if (!checked.equals(CONTENT)) {
            throw new BundleDamagedException(DIGESTS + " does not name every file of the bundle");
        }
        return new BundleFiles(
                PolicyBundle.of(source.read(MODULE), source.read(DATA)), manifest(source.read(MANIFEST)));
    }

    private static BundleManifest manifest(byte[] json) throws BundleDamagedException {
        try {
            return Json.read(json, BundleManifest.class);
        } catch (IllegalArgumentException e) {
            throw new BundleDamagedException(MANIFEST + " is no manifest of this release", e);
        }
    }

    public PolicyBundle bundle() {
        return bundle;
    }

    public BundleManifest manifest() {
        return manifest;
    }
}
