package dev.freehold.enforcement.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.Callers;
import dev.freehold.enforcement.identity.internal.InternalCall.Refused;
import dev.freehold.enforcement.identity.internal.InternalCall.Why;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on the internal identity. Each forged token differs from a good one in the one thing that its test names, and {@link
 * #a_token_made_by_hand_is_taken} shows that without that difference it would have come in.
 */
class InternalVerifierTest {
    private static final String METHOD = "POST";
    private static final String TARGET = "/internal/audit/v1/records?tenant=acme&source=gateway-1";
    private static final Set<ServiceName> GATEWAY = Set.of(ServiceName.GATEWAY);

    @TempDir
    Path folder;

    private House house;
    private ServiceKey gateway;
    private InternalVerifier audit;

    @BeforeEach
    void build() throws IOException {
        house = new House(folder);
        gateway = house.join(ServiceName.GATEWAY);
        audit = house.verifier(ServiceName.AUDIT);
    }

    @Test
    void a_good_token_carries_the_whole_caller() {
        String token =
                house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, Callers.ANNA);
        assertThat(verify(token)).isEqualTo(new InternalCall.Proved(ServiceName.GATEWAY, Callers.ANNA));
    }

    @Test
    void a_service_can_speak_for_itself() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(token)).isEqualTo(new InternalCall.Proved(ServiceName.GATEWAY, null));
    }

    @Test
    void a_token_made_by_hand_is_taken() throws Exception {
        assertThat(verify(signed(header(), claims()))).isInstanceOf(InternalCall.Proved.class);
    }

    @Test
    void no_token_is_refused_and_so_are_two() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(audit.verify(List.of(), METHOD, TARGET, GATEWAY)).isEqualTo(new Refused(Why.MISSING));
        assertThat(audit.verify(List.of(token, token), METHOD, TARGET, GATEWAY)).isEqualTo(new Refused(Why.MALFORMED));
    }

    @Test
    void a_token_is_taken_once() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(token)).isInstanceOf(InternalCall.Proved.class);
        assertThat(verify(token)).isEqualTo(new Refused(Why.REPLAYED));
    }

    @Test
    void a_replay_is_found_as_long_as_the_token_could_be_taken() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("iat", house.second() + InternalVerifier.SKEW.toSeconds());
        claims.put(
                "exp", house.second() + InternalVerifier.SKEW.toSeconds() + InternalVerifier.LONGEST_LIFE.toSeconds());
        String token = signed(header(), claims);
        assertThat(verify(token)).isInstanceOf(InternalCall.Proved.class);
        for (long second = 0; second < 75; second++) {
            assertThat(verify(token)).isInstanceOf(Refused.class);
            house.move(1);
        }
        assertThat(verify(token)).isEqualTo(new Refused(Why.EXPIRED));
    }

    @Test
    void what_was_shown_before_a_restart_is_not_taken_after_it() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(token)).isInstanceOf(InternalCall.Proved.class);
        house.move(2);
        InternalVerifier restarted = house.verifier(ServiceName.AUDIT);
        assertThat(restarted.verify(List.of(token), METHOD, TARGET, GATEWAY)).isEqualTo(new Refused(Why.BEFORE_START));
    }

    @Test
    void where_no_more_ids_can_be_remembered_nobody_comes_in() {
        InternalVerifier small =
                new InternalVerifier(ServiceName.AUDIT, new PeerKeys(house.keys, house.clock()), house.clock(), 2);
        InternalTokens tokens = house.tokens(ServiceName.GATEWAY, gateway);
        for (int i = 0; i < 2; i++) {
            assertThat(small.verify(
                            List.of(tokens.issue(ServiceName.AUDIT, METHOD, TARGET, null)), METHOD, TARGET, GATEWAY))
                    .isInstanceOf(InternalCall.Proved.class);
        }
        assertThat(small.verify(
                        List.of(tokens.issue(ServiceName.AUDIT, METHOD, TARGET, null)), METHOD, TARGET, GATEWAY))
                .isEqualTo(new Refused(Why.TOO_MANY));
        house.move(InternalTokens.LIFE.plus(InternalVerifier.SKEW).toSeconds());
        assertThat(small.verify(
                        List.of(tokens.issue(ServiceName.AUDIT, METHOD, TARGET, null)), METHOD, TARGET, GATEWAY))
                .isInstanceOf(InternalCall.Proved.class);
    }

    @Test
    void a_service_that_floods_another_shuts_out_itself_alone() {
        InternalVerifier small =
                new InternalVerifier(ServiceName.AUDIT, new PeerKeys(house.keys, house.clock()), house.clock(), 2);
        ServiceKey console = house.join(ServiceName.CONSOLE);
        Set<ServiceName> both = Set.of(ServiceName.GATEWAY, ServiceName.CONSOLE);
        InternalTokens flood = house.tokens(ServiceName.CONSOLE, console);
        InternalCall last = new Refused(Why.MISSING);
        for (int i = 0; i < 3; i++) {
            last = small.verify(List.of(flood.issue(ServiceName.AUDIT, METHOD, TARGET, null)), METHOD, TARGET, both);
        }
        assertThat(last).isEqualTo(new Refused(Why.TOO_MANY));
        String good = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(small.verify(List.of(good), METHOD, TARGET, both)).isInstanceOf(InternalCall.Proved.class);
    }

    @Test
    void a_clock_that_is_set_back_lets_no_token_in_twice() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(token)).isInstanceOf(InternalCall.Proved.class);
        house.move(120);
        String other = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(other)).isInstanceOf(InternalCall.Proved.class);
        house.move(-120);
        assertThat(verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void an_expired_token_is_refused() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        house.move(InternalTokens.LIFE.toSeconds() + InternalVerifier.SKEW.toSeconds());
        assertThat(verify(token)).isEqualTo(new Refused(Why.EXPIRED));
    }

    @Test
    void a_clock_that_differs_a_little_does_no_harm() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        house.move(InternalTokens.LIFE.toSeconds() + InternalVerifier.SKEW.toSeconds() - 1);
        assertThat(verify(token)).isInstanceOf(InternalCall.Proved.class);
    }

    @Test
    void a_token_of_the_future_is_refused() throws Exception {
        assertClaim("iat", house.second() + InternalVerifier.SKEW.toSeconds() + 1, Why.NOT_YET);
    }

    @Test
    void a_token_that_lives_too_long_is_refused_even_when_it_is_well_signed() throws Exception {
        assertClaim("exp", house.second() + InternalVerifier.LONGEST_LIFE.toSeconds() + 1, Why.TOO_LONG_LIVED);
    }

    @Test
    void a_token_for_another_service_is_refused() throws Exception {
        assertClaim("aud", "registry", Why.WRONG_AUDIENCE);
    }

    @Test
    void a_service_cannot_speak_as_another() throws Exception {
        assertClaim("iss", "registry", Why.WRONG_ISSUER);
    }

    @Test
    void a_service_that_may_not_ask_for_this_is_refused() {
        ServiceKey inference = house.join(ServiceName.INFERENCE);
        house.move(2);
        String token = house.tokens(ServiceName.INFERENCE, inference).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(token)).isEqualTo(new Refused(Why.NOT_ALLOWED));
    }

    @Test
    void a_token_for_one_request_opens_no_other() {
        InternalTokens tokens = house.tokens(ServiceName.GATEWAY, gateway);
        assertThat(audit.verify(List.of(tokens.issue(ServiceName.AUDIT, METHOD, TARGET, null)), "GET", TARGET, GATEWAY))
                .isEqualTo(new Refused(Why.WRONG_REQUEST));
        assertThat(audit.verify(
                        List.of(tokens.issue(ServiceName.AUDIT, METHOD, TARGET, null)),
                        METHOD,
                        TARGET.replace("acme", "other"),
                        GATEWAY))
                .isEqualTo(new Refused(Why.WRONG_REQUEST));
    }

    @Test
    void a_forged_signature_is_refused() {
        String token = house.tokens(ServiceName.GATEWAY, gateway).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        int signature = token.lastIndexOf('.') + 1;
        char changed = token.charAt(signature) == 'A' ? 'B' : 'A';
        assertThat(verify(token.substring(0, signature) + changed + token.substring(signature + 1)))
                .isEqualTo(new Refused(Why.BAD_SIGNATURE));
        assertThat(verify(token.substring(0, signature))).isInstanceOf(Refused.class);
    }

    @Test
    void altered_claims_are_refused() throws Exception {
        String token = signed(header(), claims());
        Map<String, Object> claims = claims();
        claims.put("caller", Json.tree(Callers.ANNA));
        String[] parts = token.split("\\.", -1);
        assertThat(verify(parts[0] + "." + encoded(claims) + "." + parts[2])).isEqualTo(new Refused(Why.BAD_SIGNATURE));
    }

    @Test
    void a_key_that_nobody_published_is_refused() {
        ServiceKey stranger = house.stranger("stranger");
        String token = house.tokens(ServiceName.GATEWAY, stranger).issue(ServiceName.AUDIT, METHOD, TARGET, null);
        assertThat(verify(token)).isEqualTo(new Refused(Why.UNKNOWN_KEY));
    }

    @Test
    void a_strangers_signature_under_a_known_keys_name_is_refused() throws Exception {
        ServiceKey stranger = house.stranger("stranger");
        String text = encoded(header()) + "." + encoded(claims());
        assertThat(verify(text + "." + signature(text, stranger))).isEqualTo(new Refused(Why.BAD_SIGNATURE));
    }

    @Test
    void a_token_without_algorithm_is_refused() throws Exception {
        for (String none : List.of("none", "None", "NONE", "")) {
            Map<String, Object> header = header();
            header.put("alg", none);
            String text = encoded(header) + "." + encoded(claims()) + ".";
            assertThat(verify(text)).isEqualTo(new Refused(Why.WRONG_KIND));
            assertThat(verify(text + signature(text, gateway))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_public_key_is_no_shared_secret() throws Exception {
        Map<String, Object> header = header();
        header.put("alg", "HS256");
        String text = encoded(header) + "." + encoded(claims());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                new PeerKeys(house.keys, house.clock()).find(gateway.id()).key().getEncoded(), "HmacSHA256"));
        String code = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        assertThat(verify(text + "." + code)).isEqualTo(new Refused(Why.WRONG_KIND));
    }

    @Test
    void a_key_that_comes_with_the_token_is_not_used() throws Exception {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Map<String, Object> header = header();
        header.put("jwk", Map.of("kty", "OKP", "crv", "Ed25519", "x", "AAAA"));
        String text = encoded(header) + "." + encoded(claims());
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(own.getPrivate());
        signing.update(text.getBytes(StandardCharsets.US_ASCII));
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(signing.sign());
        assertThat(verify(text + "." + signature)).isEqualTo(new Refused(Why.MALFORMED));
    }

    @Test
    void a_token_of_another_kind_is_refused_although_the_key_is_right() throws Exception {
        Map<String, Object> header = header();
        header.put("typ", "JWT");
        assertThat(verify(signed(header, claims()))).isEqualTo(new Refused(Why.WRONG_KIND));
    }

    @Test
    void claims_that_nobody_knows_or_that_come_twice_are_refused() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("admin", true);
        assertThat(verify(signed(header(), claims))).isEqualTo(new Refused(Why.MALFORMED));
        String doubled = Json.MAPPER.writeValueAsString(claims()).replaceFirst("\\{", "{\"iss\":\"gateway\",");
        String text = encoded(header()) + "." + encoded(doubled);
        assertThat(verify(text + "." + signature(text, gateway))).isEqualTo(new Refused(Why.MALFORMED));
    }

    @Test
    void a_token_without_an_id_is_refused() throws Exception {
        Map<String, Object> claims = claims();
        claims.remove("jti");
        assertThat(verify(signed(header(), claims))).isEqualTo(new Refused(Why.MALFORMED));
    }

    @Test
    void nonsense_is_refused() {
        for (String nonsense : List.of("", ".", "..", "a.b.c", "eyJ", "é.é.é", "x".repeat(1 << 20))) {
            assertThat(verify(nonsense)).isInstanceOf(Refused.class);
        }
    }

    private void assertClaim(String name, Object value, Why why) throws Exception {
        Map<String, Object> claims = claims();
        claims.put(name, value);
        if (name.equals("iat")) {
            claims.put("exp", house.second() + 30);
        }
        assertThat(verify(signed(header(), claims))).isEqualTo(new Refused(why));
    }

    private InternalCall verify(String token) {
        return audit.verify(List.of(token), METHOD, TARGET, GATEWAY);
    }

    private Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "EdDSA");
        header.put("typ", "freehold-internal+jwt");
        header.put("kid", gateway.id());
        return header;
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "gateway");
        claims.put("aud", "audit");
        claims.put("iat", house.second());
        claims.put("exp", house.second() + 30);
        claims.put("jti", "one");
        claims.put("htm", METHOD);
        claims.put("htu", TARGET);
        return claims;
    }

    private String signed(Map<String, Object> header, Map<String, Object> claims) throws Exception {
        String text = encoded(header) + "." + encoded(claims);
        return text + "." + signature(text, gateway);
    }

    private static String signature(String text, ServiceKey key) throws GeneralSecurityException {
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(key.secret());
        signing.update(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signing.sign());
    }

    private static String encoded(Object document) throws IOException {
        String text = document instanceof String written ? written : Json.MAPPER.writeValueAsString(document);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
