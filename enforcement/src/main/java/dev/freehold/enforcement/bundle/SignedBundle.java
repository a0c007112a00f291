package dev.freehold.enforcement.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One release of a policy to a tenant, as its signature vouches for it.
 *
 * <p>The archive is a bundle that a stock OPA server takes: it reads the Rego. Processes of this house evaluate the compiled
 * module beside it. The manifest does not name that module, since an OPA without a WebAssembly engine refuses one that does.
 *
 * @param number of the release; a later one has a higher one, also where it brings an older policy back
 * @param name that the policy's authors gave this version
 */
public record SignedBundle(TenantId tenant, long number, String name, PolicyBundle bundle) {
    /** The file with the signature. */
    public static final String SIGNATURES = ".signatures.json";

    private static final String MANIFEST = ".manifest";
    private static final String DATA = "data.json";
    private static final String MODULE = "policy.wasm";
    private static final String OURS = "freehold";

    public SignedBundle {
        if (number < 1) {
            throw new IllegalArgumentException("releases are numbered from 1");
        }
    }

    /**
     * Packs and signs a release.
     *
     * @param rego the sources from which the module was compiled, by name
     * @param roots of the bundle, that is the names below which it owns everything
     * @throws IllegalArgumentException if the data is not as {@link StructuredText} writes it
     */
    public byte[] signed(SortedMap<String, byte[]> rego, List<String> roots, BundleSigner signer) {
        if (!Arrays.equals(StructuredText.of(bundle.data()), bundle.data())) {
            throw new IllegalArgumentException("the bundle's data is not in its canonical form");
        }
        SortedMap<String, byte[]> files = new TreeMap<>(rego);
        files.put(MANIFEST, manifest(roots));
        files.put(DATA, bundle.data());
        files.put(MODULE, bundle.wasm());
        return signer.pack(files, tenant.value());
    }

    private byte[] manifest(List<String> roots) {
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        manifest.put("revision", bundle.digest().value()).put("rego_version", 1);
        ArrayNode names = manifest.putArray("roots");
        roots.forEach(names::add);
        manifest.putObject("metadata")
                .putObject(OURS)
                .put("tenant", tenant.value())
                .put("number", number)
                .put("name", name);
        return StructuredText.of(manifest);
    }

    /**
     * Reads an archive that anybody may have sent.
     *
     * @throws BundleRefusedException if it is not signed by a trusted key for this tenant, or not what its manifest says
     */
    public static SignedBundle read(byte[] archive, TrustedKeys keys, TenantId tenant) throws BundleRefusedException {
        Map<String, byte[]> files = SignedFiles.read(archive, keys, tenant.value());
        byte[] data = files.get(DATA);
        byte[] wasm = files.get(MODULE);
        byte[] described = files.get(MANIFEST);
        if (data == null || wasm == null || described == null) {
            throw new BundleRefusedException(Why.NOT_A_BUNDLE, "the bundle lacks its manifest, data or module");
        }
        JsonNode manifest = SignedFiles.json(described, MANIFEST);
        JsonNode ours = manifest.path("metadata").path(OURS);
        PolicyBundle bundle = PolicyBundle.of(wasm, data);
        if (!bundle.digest().value().equals(manifest.path("revision").asText())
                || !tenant.value().equals(ours.path("tenant").asText())
                || !ours.path("number").isIntegralNumber()
                || ours.path("number").longValue() < 1) {
            throw new BundleRefusedException(Why.ALTERED, "the bundle is not the release that its manifest describes");
        }
        return new SignedBundle(
                tenant, ours.path("number").longValue(), ours.path("name").asText(), bundle);
    }
}
