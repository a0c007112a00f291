package dev.freehold.policy.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.ZipAnswer;
import dev.freehold.policy.bundle.BundleSources;
import dev.freehold.policy.bundle.ShippedBundle;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells which policy is in force: its digest, its revision and its rules, and all its files. Policy is no secret. */
@Path("/api/policy/bundle")
public class BundleResource {
    private final ShippedBundle bundle;
    private final TenantId tenant;

    BundleResource(
            ShippedBundle bundle, @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.bundle = bundle;
        this.tenant = new TenantId(tenant);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String describe() throws JsonProcessingException {
        try {
            return Json.MAPPER.writeValueAsString(
                    BundleDescription.of(bundle.current(tenant).digest(), bundle.manifest()));
        } catch (UncheckedIOException e) {
            throw new ProblemException(PolicyProblems.BUNDLE_DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    @GET
    @Path("archive")
    public Response archive() {
        try {
            return ZipAnswer.of("policy.zip", BundleSources.all(bundle.manifest()));
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(PolicyProblems.BUNDLE_DAMAGED, String.valueOf(e.getMessage()));
        }
    }
}
