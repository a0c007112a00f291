package dev.freehold.policy.http;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.ZipAnswer;
import dev.freehold.policy.problem.PolicyProblems;
import dev.freehold.policy.release.PolicyStore;
import dev.freehold.policy.release.VersionDraft;
import dev.freehold.policy.release.VersionFiles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells which policy is in force: its digest, its revision and its rules, and all its files. Policy is no secret. */
@Path("/api/policy/bundle")
public class BundleResource {
    private final PolicyStore store;
    private final TenantId tenant;

    BundleResource(
            PolicyStore store, @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.store = store;
        this.tenant = new TenantId(tenant);
    }

    @GET
    public Response describe() {
        VersionDraft version = inForce();
        return Documents.json(BundleDescription.of(version.digest(), version.manifest()));
    }

    @GET
    @Path("archive")
    public Response archive() {
        VersionDraft version = inForce();
        List<ZipAnswer.Member> members = new ArrayList<>();
        VersionFiles.compiled(version)
                .forEach((name, content) ->
                        members.add(new ZipAnswer.Member("bundle/" + name, ZipAnswer.Content.of(content))));
        VersionFiles.sources(version)
                .forEach((name, content) -> members.add(new ZipAnswer.Member(name, ZipAnswer.Content.of(content))));
        return ZipAnswer.of("policy.zip", members);
    }

    private VersionDraft inForce() {
        try {
            return store.of(tenant).inForce();
        } catch (UncheckedIOException e) {
            throw new ProblemException(PolicyProblems.BUNDLE_DAMAGED, String.valueOf(e.getMessage()));
        }
    }
}
