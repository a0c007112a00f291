package dev.freehold.testkit.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client of the realm: asks for tokens for itself, and signs people in as a browser would, page by page. */
public final class RealmClient {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FORM = Pattern.compile("<form[^>]*id=\"kc-form-login\"[^>]*action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final URI issuer;
    private final String clientId;

    RealmClient(URI issuer, String clientId) {
        this.issuer = issuer;
        this.clientId = clientId;
    }

    /**
     * What the realm said.
     *
     * @param body JSON, or the page's text as a text node
     */
    public record Answer(int status, JsonNode body) {
        public String accessToken() {
            return text("access_token");
        }

        public String text(String name) {
            return body.path(name).asText();
        }
    }

    /** The client's own token, by client credentials. */
    public Answer forItself(String secret) {
        return token(Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret));
    }

    /** A person's tokens, by authorization code and PKCE. */
    public Answer forPerson(String name, String password) {
        String verifier = random();
        String redirect = Keycloak.CONSOLE + "/console/sign-in/return";
        Answer signedIn = signIn(authorization(redirect, challenge(verifier), "S256"), name, password);
        if (signedIn.status() != 302) {
            return signedIn;
        }
        Matcher code = CODE.matcher(signedIn.text("location"));
        if (!code.find()) {
            return signedIn;
        }
        return token(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "code", code.group(1),
                "redirect_uri", redirect,
                "code_verifier", verifier));
    }

    /** New tokens for an older refresh token. */
    public Answer refreshed(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    /** What a browser gets that is sent to the realm like this; a challenge of null is left out. */
    public Answer asks(String redirect, String challenge, String method) {
        return page(new Cookies(), HttpRequest.newBuilder(authorization(redirect, challenge, method)));
    }

    public Answer token(Map<String, String> form) {
        return page(
                new Cookies(),
                HttpRequest.newBuilder(endpoint("token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(query(form))));
    }

    /** Signs a person in where a browser was sent; the answer has the address that it is sent back to. */
    public Answer signIn(URI authorization, String name, String password) {
        return new Browser().signIn(authorization, name, password);
    }

    /** A browser that keeps the realm's cookies between visits. */
    public static final class Browser {
        private final Cookies cookies = new Cookies();

        /** Opens the sign-in page, and fills it in where there is one: who is signed in already is sent back at once. */
        public Answer signIn(URI authorization, String name, String password) {
            Answer login = visit(authorization);
            Matcher form = FORM.matcher(login.body().asText());
            if (!form.find()) {
                return login;
            }
            return page(
                    cookies,
                    HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(query(Map.of("username", name, "password", password)))));
        }

        public Answer visit(URI address) {
            return page(cookies, HttpRequest.newBuilder(address));
        }
    }

    private URI authorization(String redirect, String challenge, String method) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", clientId);
        asked.put("scope", "openid");
        asked.put("state", random());
        asked.put("redirect_uri", redirect);
        if (!challenge.isEmpty()) {
            asked.put("code_challenge", challenge);
            asked.put("code_challenge_method", method);
        }
        return URI.create(endpoint("auth") + "?" + query(asked));
    }

    private URI endpoint(String name) {
        return URI.create(issuer + "/protocol/openid-connect/" + name);
    }

    /** Kept as browsers do on loopback: also those that are for secure contexts, which Java's own jar sends over TLS alone. */
    private static final class Cookies {
        private final Map<String, String> kept = new LinkedHashMap<>();

        void keep(HttpResponse<?> answer) {
            for (String cookie : answer.headers().allValues("set-cookie")) {
                String pair = cookie.split(";", 2)[0];
                kept.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }

        void send(HttpRequest.Builder request) {
            if (!kept.isEmpty()) {
                request.header(
                        "Cookie",
                        kept.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
        }
    }

    private static Answer page(Cookies cookies, HttpRequest.Builder request) {
        cookies.send(request);
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            cookies.keep(answer);
            Optional<String> location = answer.headers().firstValue("location");
            if (location.isPresent()) {
                return new Answer(answer.statusCode(), JSON.createObjectNode().put("location", location.get()));
            }
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
