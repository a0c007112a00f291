package dev.freehold.policy.http;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.policy.problem.PolicyProblems;
import dev.freehold.policy.release.PolicyStore;
import dev.freehold.policy.release.TenantPolicy.Served;
import dev.freehold.policy.signing.Signer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The release in force in OPA's bundle protocol: whole, signed, under an entity tag, held back until there is a newer one for a
 * client that prefers to wait. Open to anyone, since policy is no secret and the signature says whose it is.
 */
@Path("/api/policy/bundles/{tenant}")
public class SignedBundleResource {
    /** By this type a client knows that it may wait. */
    private static final String LONG_POLLED = "application/vnd.openpolicyagent.bundles";

    private static final String GZIP = "application/gzip";

    private final PolicyStore store;
    private final Signer signer;
    private final LongPolls polls;
    private final TenantId own;
    private final Duration longest;

    SignedBundleResource(
            PolicyStore store,
            Signer signer,
            LongPolls polls,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String own,
            @ConfigProperty(name = "freehold.policy.longest-wait") Duration longest) {
        if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("freehold.policy.longest-wait is 1 s to 10 min");
        }
        this.store = store;
        this.signer = signer;
        this.polls = polls;
        this.own = new TenantId(own);
        this.longest = longest;
    }

    @GET
    public CompletionStage<Response> bundle(
            @PathParam("tenant") String name,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known,
            @HeaderParam("Prefer") @Nullable String prefer) {
        TenantId tenant = tenant(name);
        Preferences preferences = Preferences.of(prefer, longest);
        if (!preferences.waits() || !matches(known, served(tenant).tag())) {
            return CompletableFuture.completedFuture(answer(tenant, known, preferences));
        }
        // In line first, then another look: a release between the two is not missed.
        CompletionStage<Boolean> next = polls.next(tenant, preferences.hold());
        if (!matches(known, served(tenant).tag())) {
            polls.released(tenant);
        }
        return next.thenApply(released -> answer(tenant, known, preferences));
    }

    /** A configuration with which {@code opa run --server --config-file} takes this bundle and checks its signature. */
    @GET
    @Path("opa-config.json")
    public Response configuration(@PathParam("tenant") String name, @Context UriInfo asked) {
        String base = asked.getBaseUri().toString().replaceAll("/$", "");
        return Documents.json(OpaConfiguration.of(base, tenant(name), signer.get()));
    }

    private TenantId tenant(String name) {
        TenantId tenant;
        try {
            tenant = new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(PolicyProblems.TENANT_UNKNOWN, "That is no tenant's name.");
        }
        if (!tenant.equals(own) && !store.knows(tenant)) {
            throw new ProblemException(PolicyProblems.TENANT_UNKNOWN, "Nothing is kept for that tenant.");
        }
        return tenant;
    }

    /** Only looks: whoever asks puts nothing in force, and waits for no disk. */
    private Served served(TenantId tenant) {
        try {
            return store.of(tenant)
                    .served()
                    .orElseThrow(() ->
                            new ProblemException(PolicyProblems.STORE_UNAVAILABLE, "No release is in force yet."));
        } catch (UncheckedIOException e) {
            throw new ProblemException(PolicyProblems.STORE_UNAVAILABLE, "The release in force cannot be served.");
        }
    }

    private Response answer(TenantId tenant, @Nullable String known, Preferences preferences) {
        Served served = served(tenant);
        boolean unchanged = matches(known, served.tag());
        Response.ResponseBuilder answer = unchanged
                ? Response.notModified()
                : Response.ok(served.archive()).type(preferences.waits() ? LONG_POLLED : GZIP);
        answer.header(HttpHeaders.ETAG, served.tag()).header(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (preferences.waits()) {
            answer.header("Preference-Applied", "wait=" + preferences.hold().toSeconds() + ", modes=snapshot");
        }
        return answer.build();
    }

    private static boolean matches(@Nullable String known, String tag) {
        return known != null
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals(tag) || one.equals("W/" + tag));
    }
}
