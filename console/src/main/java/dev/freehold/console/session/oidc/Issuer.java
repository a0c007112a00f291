package dev.freehold.console.session.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.wire.BoundedClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The identity provider's endpoints, found by its metadata (OpenID Connect Discovery). Answers are bounded in time and length. */
final class Issuer {
    private static final int LONGEST = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OidcSettings settings;
    private final Duration patience;
    private final BoundedClient http;
    private volatile @Nullable JsonNode metadata;

    Issuer(OidcSettings settings) {
        this(settings, PATIENCE);
    }

    /**
     * @param patience longest time for each answer, from the first word asked to the last one that came
     */
    Issuer(OidcSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        this.http = new BoundedClient(patience.dividedBy(2));
    }

    /**
     * What came for a code or a refresh token.
     *
     * @param expiresIn seconds that the access token lives
     */
    record Tokens(
            String access,
            @Nullable String refresh,
            @Nullable String identity,
            long expiresIn) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens[" + expiresIn + " s]";
        }
    }

    /** The issuer understood and said no: the code or the refresh token is good no more. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String error) {
            super(error, null, false, false);
        }
    }

    /** Where a browser is sent to sign in. */
    URI authorization(SignInAttempt attempt) throws IOException {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", settings.client());
        asked.put("scope", "openid");
        asked.put("redirect_uri", settings.redirect());
        asked.put("state", attempt.state());
        asked.put("nonce", attempt.nonce());
        asked.put("code_challenge", attempt.challenge());
        asked.put("code_challenge_method", "S256");
        return URI.create(endpoint("authorization_endpoint") + "?" + form(asked));
    }

    Tokens redeem(String code, SignInAttempt attempt) throws IOException, Refused {
        return tokens(Map.of(
                "grant_type", "authorization_code",
                "client_id", settings.client(),
                "code", code,
                "redirect_uri", settings.redirect(),
                "code_verifier", attempt.verifier()));
    }

    Tokens refresh(String refreshToken) throws IOException, Refused {
        return tokens(
                Map.of("grant_type", "refresh_token", "client_id", settings.client(), "refresh_token", refreshToken));
    }

    /** Ends the session there (RFC 7009): its other tokens and the browser's sign-in end with it. */
    void revoke(String refreshToken) throws IOException {
        post(
                "revocation_endpoint",
                Map.of("client_id", settings.client(), "token", refreshToken, "token_type_hint", "refresh_token"));
    }

    private Tokens tokens(Map<String, String> asked) throws IOException, Refused {
        BoundedClient.Answer answer = post("token_endpoint", asked);
        JsonNode body = Json.MAPPER.readTree(answer.body());
        if (answer.status() != 200) {
            String error = body.path("error").asText("no answer that is understood");
            if (answer.status() >= 500) {
                throw new IOException("the issuer answers " + answer.status() + ": " + error);
            }
            throw new Refused(error);
        }
        return new Tokens(
                body.path("access_token").asText(),
                body.path("refresh_token").textValue(),
                body.path("id_token").textValue(),
                Math.max(0, body.path("expires_in").asLong()));
    }

    private BoundedClient.Answer post(String endpoint, Map<String, String> asked) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(endpoint(endpoint)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(asked))));
    }

    /** An endpoint's address; only one at the issuer's own address is believed. */
    private String endpoint(String name) throws IOException {
        JsonNode known = metadata;
        if (known == null) {
            BoundedClient.Answer answer =
                    send(HttpRequest.newBuilder(URI.create(settings.issuer() + "/.well-known/openid-configuration")));
            known = Json.MAPPER.readTree(answer.body());
            if (answer.status() != 200 || !known.path("issuer").asText().equals(settings.issuer())) {
                throw new IOException("the issuer's metadata are not its own");
            }
            metadata = known;
        }
        String address = known.path(name).asText();
        if (!address.startsWith(settings.issuer() + "/")) {
            throw new IOException("the issuer has no " + name + " at its own address");
        }
        return address;
    }

    private BoundedClient.Answer send(HttpRequest.Builder request) throws IOException {
        return http.send(request.header("Accept", "application/json").build(), LONGEST, patience);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
