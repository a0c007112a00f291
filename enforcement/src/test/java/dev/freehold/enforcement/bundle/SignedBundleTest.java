package dev.freehold.enforcement.bundle;

import static dev.freehold.enforcement.bundle.Signing.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedBundleTest {
    private static final KeyPair PAIR = Signing.pair();
    private static final TrustedKeys TRUSTED = TrustedKeys.of(PAIR.getPublic());
    private static final SignedBundle RELEASE = Signing.release(7, "one");
    private static final byte[] ARCHIVE = Signing.signed(RELEASE, PAIR);

    /** Refused, though as an archive it is in order: what refuses it is the guard that is meant. */
    private static void isRefused(byte[] archive, Why why) throws BundleRefusedException {
        assertThat(BundleArchive.read(archive)).isNotEmpty();
        BundleRefusedException refused =
                catchThrowableOfType(BundleRefusedException.class, () -> SignedBundle.read(archive, TRUSTED, ACME));
        assertThat(refused).isNotNull();
        assertThat(refused.why()).as(refused.getMessage()).isEqualTo(why);
    }

    private static SortedMap<String, byte[]> files() throws BundleRefusedException {
        return new TreeMap<>(BundleArchive.read(ARCHIVE));
    }

    @Test
    void a_release_is_read_as_it_was_signed_by_either_kind_of_key() throws Exception {
        for (KeyPair pair : List.of(PAIR, Signing.pair("RSA", 2048))) {
            SignedBundle read =
                    SignedBundle.read(Signing.signed(RELEASE, pair), TrustedKeys.of(pair.getPublic()), ACME);
            assertThat(read.number()).isEqualTo(7);
            assertThat(read.name()).isEqualTo("test-one");
            assertThat(read.bundle().digest()).isEqualTo(RELEASE.bundle().digest());
            assertThat(read.bundle().wasm()).isEqualTo(RELEASE.bundle().wasm());
        }
    }

    @Test
    void an_unsigned_bundle_is_refused() throws Exception {
        SortedMap<String, byte[]> files = files();
        byte[] signatures = files.remove(SignedBundle.SIGNATURES);
        isRefused(BundleArchive.write(files), Why.UNSIGNED);
        files.put("folder/" + SignedBundle.SIGNATURES, signatures);
        isRefused(BundleArchive.write(files), Why.UNSIGNED);
        for (String none : List.of("{}", "{\"signatures\":[]}", "{\"signatures\":[7]}", "[]")) {
            files = files();
            files.put(SignedBundle.SIGNATURES, none.getBytes(StandardCharsets.UTF_8));
            isRefused(BundleArchive.write(files), Why.UNSIGNED);
        }
    }

    @Test
    void a_second_signature_or_a_plugin_that_would_check_it_is_refused() throws Exception {
        JsonNode document = Json.read(files().get(SignedBundle.SIGNATURES), JsonNode.class);
        String token = document.get("signatures").get(0).textValue();
        for (String signatures : List.of(
                "{\"signatures\":[\"" + token + "\",\"" + token + "\"]}",
                "{\"signatures\":[\"" + token + "\"],\"plugin\":\"mine\"}")) {
            SortedMap<String, byte[]> files = files();
            files.put(SignedBundle.SIGNATURES, signatures.getBytes(StandardCharsets.UTF_8));
            isRefused(BundleArchive.write(files), Why.UNSIGNED);
        }
    }

    @Test
    void another_persons_key_is_refused_even_under_the_trusted_ones_name() throws Exception {
        KeyPair other = Signing.pair();
        isRefused(Signing.signed(RELEASE, other), Why.UNKNOWN_KEY);
        isRefused(
                forged(signature -> {
                    signature.setKey(other.getPrivate());
                    signature.setAlgorithmHeaderValue("ES256");
                }),
                Why.BAD_SIGNATURE);
    }

    @Test
    void no_algorithm_and_a_public_key_used_as_a_secret_are_refused() throws Exception {
        isRefused(forged(signature -> signature.setAlgorithmHeaderValue("none")), Why.BAD_SIGNATURE);
        isRefused(
                forged(signature -> {
                    signature.setKey(new HmacKey(PAIR.getPublic().getEncoded()));
                    signature.setAlgorithmHeaderValue("HS256");
                }),
                Why.BAD_SIGNATURE);
    }

    private interface Forgery {
        void on(JsonWebSignature signature);
    }

    /** The same claims under the trusted key's name, signed as a forger would. */
    private static byte[] forged(Forgery forgery) throws Exception {
        SortedMap<String, byte[]> files = files();
        JsonNode document = Json.read(files.get(SignedBundle.SIGNATURES), JsonNode.class);
        String claims = document.get("signatures").get(0).textValue().split("\\.", 3)[1];
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setDoKeyValidation(false);
        signature.setPayload(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
        signature.setKeyIdHeaderValue(TrustedKeys.id(PAIR.getPublic()));
        forgery.on(signature);
        files.put(
                SignedBundle.SIGNATURES,
                ("{\"signatures\":[\"" + signature.getCompactSerialization() + "\"]}")
                        .getBytes(StandardCharsets.UTF_8));
        return BundleArchive.write(files);
    }

    @Test
    void a_bundle_for_another_tenant_is_refused() throws Exception {
        SignedBundle globex = new SignedBundle(new TenantId("globex"), 7, "x", RELEASE.bundle());
        isRefused(Signing.signed(globex, PAIR), Why.OTHER_SCOPE);
        // The scope is right, and the manifest names somebody else.
        SortedMap<String, byte[]> files = new TreeMap<>(BundleArchive.read(Signing.signed(globex, PAIR)));
        files.remove(SignedBundle.SIGNATURES);
        isRefused(new BundleSigner(PAIR).pack(files, "acme"), Why.ALTERED);
    }

    @Test
    void any_file_altered_added_taken_away_or_renamed_is_noticed() throws Exception {
        for (String name : files().keySet()) {
            if (!name.equals(SignedBundle.SIGNATURES)) {
                SortedMap<String, byte[]> altered = files();
                byte[] content = altered.get(name).clone();
                content[content.length / 2] ^= 1;
                altered.put(name, content);
                isRefused(BundleArchive.write(altered), Why.ALTERED);

                SortedMap<String, byte[]> less = files();
                byte[] taken = less.remove(name);
                isRefused(BundleArchive.write(less), Why.ALTERED);

                less.put("moved/" + name, taken);
                isRefused(BundleArchive.write(less), Why.ALTERED);
            }
        }
        SortedMap<String, byte[]> more = files();
        more.put("more.rego", new byte[0]);
        isRefused(BundleArchive.write(more), Why.ALTERED);
    }

    @Test
    void white_space_in_the_data_is_noticed_too() throws Exception {
        SortedMap<String, byte[]> files = files();
        files.put("data.json", "{ \"tables\":\"one\"}".getBytes(StandardCharsets.UTF_8));
        isRefused(BundleArchive.write(files), Why.ALTERED);
    }

    @Test
    void a_manifest_that_does_not_describe_the_content_is_refused_though_signed() throws Exception {
        for (String manifest : List.of(
                "{}",
                "[]",
                "{\"revision\":\"" + RELEASE.bundle().digest() + "\"}",
                ours("0"),
                ours("-3"),
                ours("1.5"),
                ours("\"7\""),
                ours("7").replace(RELEASE.bundle().digest().value(), "core-1"))) {
            SortedMap<String, byte[]> files = files();
            files.remove(SignedBundle.SIGNATURES);
            files.put(".manifest", manifest.getBytes(StandardCharsets.UTF_8));
            isRefused(new BundleSigner(PAIR).pack(files, "acme"), Why.ALTERED);
        }
        SortedMap<String, byte[]> files = files();
        files.remove(SignedBundle.SIGNATURES);
        files.put(".manifest", ours("7").getBytes(StandardCharsets.UTF_8));
        assertThat(SignedBundle.read(new BundleSigner(PAIR).pack(files, "acme"), TRUSTED, ACME)
                        .number())
                .isEqualTo(7);
    }

    private static String ours(String number) {
        return "{\"revision\":\"" + RELEASE.bundle().digest() + "\",\"metadata\":{\"freehold\":{\"tenant\":\"acme\","
                + "\"name\":\"x\",\"number\":" + number + "}}}";
    }

    @Test
    void data_that_opa_would_hash_otherwise_is_not_signed() {
        for (String data : List.of("{ }", "{\"b\":1,\"a\":2}", "{}\n", "{\"a\":1.5}", "{\"a\":\"\u2028\"}")) {
            SignedBundle release =
                    new SignedBundle(ACME, 1, "x", PolicyBundle.of(new byte[0], data.getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> Signing.signed(release, PAIR))
                    .as(data)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void several_keys_are_trusted_while_one_replaces_the_other(@TempDir Path folder) throws Exception {
        KeyPair next = Signing.pair("RSA", 2048);
        TrustedKeys both = TrustedKeys.read(Signing.trusting(folder, PAIR.getPublic(), next.getPublic()));
        assertThat(SignedBundle.read(ARCHIVE, both, ACME).number()).isEqualTo(7);
        assertThat(SignedBundle.read(Signing.signed(RELEASE, next), both, ACME).number())
                .isEqualTo(7);
    }

    @Test
    void a_file_without_a_key_that_can_be_trusted_is_refused(@TempDir Path folder) throws Exception {
        for (Path file : List.of(
                Files.writeString(folder.resolve("empty.pem"), ""),
                Signing.trusting(folder, Signing.pair("Ed25519", 255).getPublic()))) {
            assertThatThrownBy(() -> TrustedKeys.read(file)).hasMessageContaining(file.toString());
        }
    }
}
