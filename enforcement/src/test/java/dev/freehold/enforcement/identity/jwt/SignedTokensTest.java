package dev.freehold.enforcement.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class SignedTokensTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final String ISSUER = "https://id.example/realms/acme";
    private static final UseCase DESK = new UseCase(
            TENANT,
            "desk",
            "Olivia Owner",
            "Sort letters.",
            List.of(),
            List.of("m"),
            Confidentiality.INTERNAL,
            365,
            10);
    private static final PublicJsonWebKey FIRST = rsa("one");
    private static final PublicJsonWebKey SECOND = rsa("two");

    private final List<JsonWebKey> published = new ArrayList<>(List.of(FIRST));
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private boolean issuerDown;
    private int reads;
    private final SignedTokens tokens = new SignedTokens(
            new TokenSettings(
                    TENANT,
                    ISSUER,
                    "freehold",
                    URI.create("https://id.example/certs"),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    Set.of("freehold-console")),
            this::document,
            () -> now,
            new Directory());

    @Test
    void only_a_party_that_was_named_speaks_for_more_than_an_application() throws Exception {
        JwtClaims claims = claims();
        claims.unsetClaim("use_case");
        claims.setClaim("realm_access", Map.of("roles", List.of("compliance-officer", "operator", "application")));

        claims.setStringClaim("azp", "freehold-console");
        assertThat(roles(claims)).containsExactlyInAnyOrder(Role.COMPLIANCE_OFFICER, Role.OPERATOR, Role.APPLICATION);
        for (String made : List.of("application-default-letters", "freehold-console2", "Freehold-Console", "mallory")) {
            claims.setStringClaim("azp", made);
            assertThat(roles(claims)).as(made).containsExactly(Role.APPLICATION);
        }
        claims.unsetClaim("azp");
        assertThat(roles(claims)).containsExactly(Role.APPLICATION);
    }

    @Test
    void no_application_can_be_named_among_the_parties() {
        for (String party : List.of("application-default-letters", " ")) {
            assertThatThrownBy(() -> new TokenSettings(
                            TENANT,
                            ISSUER,
                            "freehold",
                            URI.create("https://id.example/certs"),
                            Duration.ZERO,
                            Duration.ofMinutes(10),
                            Set.of(party)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("freehold.oidc.parties");
        }
    }

    private Set<Role> roles(JwtClaims claims) throws Exception {
        return ((Authentication.Known) tokens.authenticate(signed(claims, FIRST)))
                .caller()
                .roles();
    }

    @Test
    void a_good_token_proves_subject_client_roles_and_use_case() throws Exception {
        Authentication answer = tokens.authenticate(signed(claims(), FIRST));

        assertThat(answer)
                .isEqualTo(new Authentication.Known(
                        new Caller(TENANT, "sam", "desk-app", Set.of(Role.APPLICATION), DESK)));
    }

    @Test
    void an_elliptic_key_proves_as_well() throws Exception {
        PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId("ec");
        published.add(key);
        assertThat(tokens.authenticate(signed(claims(), key, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)))
                .isInstanceOf(Authentication.Known.class);
    }

    @Test
    void a_token_without_a_signature_is_nobodys() {
        String header = encoded("{\"alg\":\"none\",\"kid\":\"one\"}");
        refused(header + "." + encoded(claims().toJson()) + ".");
    }

    @Test
    void the_public_key_is_no_shared_secret() throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(claims().toJson());
        forged.setKey(new HmacKey(FIRST.getPublicKey().getEncoded()));
        forged.setKeyIdHeaderValue("one");
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        refused(forged.getCompactSerialization());
    }

    @Test
    void other_algorithms_are_not_taken() throws Exception {
        refused(signed(claims(), FIRST, AlgorithmIdentifiers.RSA_USING_SHA512));
        refused(signed(claims(), FIRST, AlgorithmIdentifiers.RSA_PSS_USING_SHA256));
    }

    @Test
    void issuer_audience_and_time_must_fit() throws Exception {
        JwtClaims issuer = claims();
        issuer.setIssuer("https://id.example/realms/other");
        refused(signed(issuer, FIRST));
        JwtClaims audience = claims();
        audience.setAudience("another");
        refused(signed(audience, FIRST));
        JwtClaims none = claims();
        none.unsetClaim("aud");
        refused(signed(none, FIRST));
        JwtClaims expired = claims();
        expired.setExpirationTime(at(-31));
        refused(signed(expired, FIRST));
        JwtClaims future = claims();
        future.setNotBefore(at(31));
        refused(signed(future, FIRST));
        JwtClaims eternal = claims();
        eternal.unsetClaim("exp");
        refused(signed(eternal, FIRST));
        JwtClaims skewed = claims();
        skewed.setExpirationTime(at(-29));
        assertThat(tokens.authenticate(signed(skewed, FIRST))).isInstanceOf(Authentication.Known.class);
        JwtClaims early = claims();
        early.setNotBefore(at(29));
        assertThat(tokens.authenticate(signed(early, FIRST))).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void a_changed_payload_is_found_out() throws Exception {
        String[] parts = signed(claims(), FIRST).split("\\.", -1);
        JwtClaims raised = claims();
        raised.setSubject("root");
        refused(parts[0] + "." + encoded(raised.toJson()) + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(signed(claims(), renamed(SECOND, "one")));
    }

    @Test
    void a_new_key_is_looked_up_once_in_a_while_and_an_old_one_forgotten() throws Exception {
        assertThat(tokens.authenticate(signed(claims(), FIRST))).isInstanceOf(Authentication.Known.class);
        published.add(SECOND);
        refused(signed(claims(), SECOND));
        assertThat(reads).isEqualTo(1);

        now = now.plusSeconds(11);
        assertThat(tokens.authenticate(signed(claims(), SECOND))).isInstanceOf(Authentication.Known.class);
        for (int i = 0; i < 50; i++) {
            refused(signed(claims(), renamed(SECOND, "unknown-" + i)));
        }
        assertThat(reads).isEqualTo(2);

        published.remove(FIRST);
        now = now.plus(Duration.ofMinutes(11));
        refused(signed(claims(), FIRST));
    }

    @Test
    void keys_that_are_old_and_cannot_be_read_again_prove_nothing() throws Exception {
        assertThat(tokens.authenticate(signed(claims(), FIRST))).isInstanceOf(Authentication.Known.class);
        issuerDown = true;
        now = now.plus(Duration.ofMinutes(9));
        assertThat(tokens.authenticate(signed(claims(), FIRST))).isInstanceOf(Authentication.Known.class);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(tokens.authenticate(signed(claims(), FIRST))).isInstanceOf(Authentication.Unavailable.class);
    }

    @Test
    void a_use_case_that_is_not_registered_proves_nothing() throws Exception {
        JwtClaims claims = claims();
        claims.setStringClaim("use_case", "other");
        refused(signed(claims, FIRST));
        claims.unsetClaim("use_case");
        assertThat(tokens.authenticate(signed(claims, FIRST)))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known -> assertThat(known.caller().useCase()).isNull());
    }

    @Test
    void what_is_no_token_or_too_long_a_one_is_refused() throws Exception {
        JwtClaims long1 = claims();
        long1.setStringClaim("more", "x".repeat(8192));
        refused(signed(long1, FIRST));
        refused("eyJ.eyJ.");
        refused("eyJhbGciOiJSUzI1NiJ9." + encoded("{}") + ".AAAA");
        assertThat(tokens.recognises("fh_key")).isFalse();
        assertThat(tokens.recognises("eyJhbGciOiJub25lIn0.e30.")).isTrue();
    }

    private void refused(String token) {
        assertThat(tokens.authenticate(token)).isEqualTo(new Authentication.Unknown());
    }

    private String document() throws IOException {
        reads++;
        if (issuerDown) {
            throw new IOException("connection refused");
        }
        return new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("freehold");
        claims.setSubject("sam");
        claims.setStringClaim("azp", "desk-app");
        claims.setStringClaim("use_case", "desk");
        claims.setClaim("realm_access", Map.of("roles", List.of("application", "offline_access")));
        claims.setExpirationTime(at(60));
        return claims;
    }

    private NumericDate at(long seconds) {
        return NumericDate.fromSeconds(now.getEpochSecond() + seconds);
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key) throws Exception {
        return signed(claims, key, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key, String algorithm) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(algorithm);
        return signature.getCompactSerialization();
    }

    private static PublicJsonWebKey renamed(PublicJsonWebKey key, String id) throws Exception {
        PublicJsonWebKey other =
                PublicJsonWebKey.Factory.newPublicJwk(key.toParams(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        other.setKeyId(id);
        return other;
    }

    private static PublicJsonWebKey rsa(String id) {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A registry with one use case. */
    private static final class Directory implements CallerDirectory {
        @Override
        public Authentication authenticate(AccessKey key) {
            return new Authentication.Unknown();
        }

        @Override
        public NamedUseCase useCase(TenantId tenant, String id) {
            return tenant.equals(TENANT) && id.equals("desk")
                    ? new NamedUseCase.Registered(DESK)
                    : new NamedUseCase.Unknown();
        }
    }
}
