package dev.freehold.standalone.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.contracts.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** OpenID Connect at the paths that Keycloak has for it, so that a client changes the issuer and nothing else. */
@Path("/realms/freehold")
public class IssuerResource {
    /** The cookie that a one-time link sets for this path. */
    public static final String COOKIE = "freehold_issuer";

    public static final String COOKIE_PATH = "/realms/freehold";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final LocalIssuer issuer;
    private final Sessions sessions;

    IssuerResource(LocalIssuer issuer, Sessions sessions) {
        this.issuer = issuer;
        this.sessions = sessions;
    }

    @GET
    @Path(".well-known/openid-configuration")
    public Response metadata() {
        return json(issuer.metadata());
    }

    @GET
    @Path("protocol/openid-connect/certs")
    public Response keys() {
        return json(issuer.published());
    }

    @POST
    @Path("protocol/openid-connect/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response token(
            @HeaderParam("Authorization") @Nullable String authorization, MultivaluedMap<String, String> form) {
        return answered(() -> {
            String[] client = client(authorization, form);
            String grant = text(form, "grant_type");
            return json(
                    switch (grant) {
                        case "client_credentials" -> issuer.forApplication(client[0], client[1]);
                        case "authorization_code" ->
                            issuer.forPerson(
                                    client[0],
                                    text(form, "code"),
                                    text(form, "redirect_uri"),
                                    text(form, "code_verifier"));
                        default ->
                            throw new OAuthRefusal(
                                    400,
                                    "unsupported_grant_type",
                                    "grant_type must be client_credentials or authorization_code.");
                    });
        });
    }

    /** Sends whoever is signed in back to the client with a code; who is not signed in is told how to. */
    @GET
    @Path("protocol/openid-connect/auth")
    public Response authorize(@CookieParam(COOKIE) @Nullable String session, @Context UriInfo uri) {
        return answered(() -> {
            AuthorizationRequest asked = AuthorizationRequest.read(uri.getQueryParameters(), issuer::client);
            Caller caller = signedIn(session)
                    .orElseThrow(() -> new OAuthRefusal(
                            401,
                            "login_required",
                            "Open a one-time link first (./freehold up prints them), then this address again."));
            String code = issuer.code(caller, asked)
                    .orElseThrow(() ->
                            new OAuthRefusal(503, "temporarily_unavailable", "1,000 codes are open; wait a minute."));
            return Response.seeOther(asked.answer(code, issuer.address()))
                    .header("Cache-Control", "no-store")
                    .header("Referrer-Policy", "no-referrer")
                    .build();
        });
    }

    @GET
    @Path("protocol/openid-connect/userinfo")
    public Response person(@HeaderParam("Authorization") @Nullable String authorization) {
        return answered(() -> {
            JsonNode claims = Optional.ofNullable(authorization)
                    .filter(header -> header.startsWith(BEARER))
                    .flatMap(header -> issuer.read(header.substring(BEARER.length())))
                    .orElseThrow(() -> new OAuthRefusal(401, "invalid_token", "The token is not ours, or has ended."));
            ObjectNode person = Json.MAPPER.createObjectNode();
            person.set("sub", claims.path("sub"));
            person.set("realm_access", claims.path("realm_access"));
            return json(person);
        });
    }

    /** Ends the session that the link began, here and in the console. */
    @POST
    @Path("protocol/openid-connect/logout")
    public Response end(@CookieParam(COOKIE) @Nullable String session) {
        token(session).ifPresent(sessions::end);
        return Response.noContent()
                .header("Set-Cookie", COOKIE + "=; Path=" + COOKIE_PATH + "; Max-Age=0; HttpOnly; SameSite=Strict")
                .build();
    }

    private Optional<Caller> signedIn(@Nullable String session) {
        return token(session)
                .map(sessions::resolve)
                .filter(Authentication.Known.class::isInstance)
                .map(known -> ((Authentication.Known) known).caller());
    }

    private static Optional<AccessKey> token(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(AccessKey::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Id and secret, from the header (RFC 6749, section 2.3.1) or the form. */
    private static @Nullable String[] client(@Nullable String authorization, MultivaluedMap<String, String> form) {
        if (authorization == null || !authorization.startsWith(BASIC)) {
            return new @Nullable String[] {form.getFirst("client_id"), form.getFirst("client_secret")};
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
            String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? parts : new @Nullable String[] {null, null};
        } catch (IllegalArgumentException e) {
            return new @Nullable String[] {null, null};
        }
    }

    private static String text(MultivaluedMap<String, String> form, String name) {
        String value = form.getFirst(name);
        if (value == null) {
            throw OAuthRefusal.request(name + " is missing.");
        }
        return value;
    }

    private static Response answered(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (OAuthRefusal refusal) {
            return refusal.response();
        }
    }

    private static Response json(ObjectNode body) {
        return Response.ok(body.toString(), MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .build();
    }
}
