package dev.freehold.standalone.issuer;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to have somebody signed in, once it is known that its answer goes to that client.
 *
 * @param state for the client to know its answer again; handed back as it is
 * @param challenge of PKCE, method S256
 */
record AuthorizationRequest(
        Realm.Client client,
        String redirect,
        @Nullable String state,
        String challenge,
        @Nullable String nonce) {
    private static final int LONGEST = 1_024;

    /**
     * @throws OAuthRefusal if anything is wrong with it; nothing is sent to an address that may not be the client's
     */
    static AuthorizationRequest read(
            MultivaluedMap<String, String> asked, Function<@Nullable String, Optional<Realm.Client>> clients) {
        asked.forEach((name, values) -> {
            if (values.size() != 1 || values.get(0).length() > LONGEST) {
                throw OAuthRefusal.request(name + " must be there once, with at most " + LONGEST + " characters.");
            }
        });
        Realm.Client client = clients.apply(asked.getFirst("client_id"))
                .filter(Realm.Client::signsPeopleIn)
                .orElseThrow(() -> OAuthRefusal.request("client_id is no client of the realm that signs people in."));
        String redirect = asked.getFirst("redirect_uri");
        if (redirect == null || !client.mayAnswerAt(redirect)) {
            throw OAuthRefusal.request("redirect_uri is not one that the realm has for this client.");
        }
        if (!"code".equals(asked.getFirst("response_type"))) {
            throw OAuthRefusal.request("response_type must be code.");
        }
        String challenge = asked.getFirst("code_challenge");
        if (challenge == null
                || !challenge.matches("[A-Za-z0-9_-]{43}")
                || !"S256".equals(asked.getFirst("code_challenge_method"))) {
            throw OAuthRefusal.request("code_challenge must be there, with code_challenge_method S256.");
        }
        return new AuthorizationRequest(client, redirect, asked.getFirst("state"), challenge, asked.getFirst("nonce"));
    }

    /** Where the browser goes with the code; the issuer names itself (RFC 9207). */
    URI answer(String code, String issuer) {
        UriBuilder answer =
                UriBuilder.fromUri(redirect).queryParam("code", code).queryParam("iss", "{issuer}");
        return state == null
                ? answer.build(issuer)
                : answer.queryParam("state", "{state}").build(issuer, state);
    }
}
