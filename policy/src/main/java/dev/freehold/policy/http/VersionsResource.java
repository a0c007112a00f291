package dev.freehold.policy.http;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.bundle.BundleArchive;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.policy.problem.PolicyProblems;
import dev.freehold.policy.rego.RegoBuild;
import dev.freehold.policy.rego.TablesBuild;
import dev.freehold.policy.release.PolicyReleases;
import dev.freehold.policy.release.PolicyStore;
import dev.freehold.policy.release.ReleaseRecord;
import dev.freehold.policy.release.VersionDraft;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of the policy: published, listed, and put in force by another person. */
@Path("/api/policy")
@Authenticated
public class VersionsResource {
    private static final int LONGEST_TABLES = 1 << 20;
    private static final int MOST_RELEASES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private final PolicyReleases releases;
    private final PolicyStore store;
    private final RegoBuild rego;
    private final LongPolls polls;
    private final CurrentCaller current;

    VersionsResource(
            PolicyReleases releases, PolicyStore store, RegoBuild rego, LongPolls polls, CurrentCaller current) {
        this.releases = releases;
        this.store = store;
        this.rego = rego;
        this.polls = polls;
        this.current = current;
    }

    /** A version as it is told. */
    record Version(Digest digest, String name, String origin, String opa, int rules) {
        static Version of(VersionDraft version) {
            return new Version(
                    version.digest(),
                    version.manifest().revision(),
                    version.origin().name().toLowerCase(Locale.ROOT),
                    version.manifest().opa(),
                    version.manifest().rules().size());
        }
    }

    record Versions(List<Version> versions) {}

    record Releases(List<ReleaseRecord> releases) {}

    @POST
    @Path("versions")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response publishTables(@QueryParam("name") @Nullable String name, InputStream body) {
        String valid = name(name);
        byte[] document = whole(body, LONGEST_TABLES);
        Caller caller = current.get();
        VersionDraft shipped = store.of(caller.tenant()).shipped();
        return created(releases.publish(caller, valid, () -> TablesBuild.build(shipped, document, valid)));
    }

    @POST
    @Path("versions")
    @Consumes("application/gzip")
    public Response publishRego(@QueryParam("name") @Nullable String name, InputStream body) {
        String valid = name(name);
        byte[] archive = whole(body, BundleArchive.LONGEST);
        return created(releases.publish(current.get(), valid, () -> rego.build(archive, valid)));
    }

    @GET
    @Path("versions")
    public Response versions() {
        return Documents.json(new Versions(
                releases.versions(current.get()).stream().map(Version::of).toList()));
    }

    /** The latest releases, the one in force first. */
    @GET
    @Path("releases")
    public Response releases() {
        return Documents.json(new Releases(releases.history(current.get(), MOST_RELEASES)));
    }

    /** The tables in force, to be changed and published. */
    @GET
    @Path("tables")
    public Response tables() {
        Caller caller = current.get();
        releases.history(caller, 1);
        return Response.ok(store.of(caller.tenant()).bundle().data(), MediaType.APPLICATION_JSON)
                .build();
    }

    @POST
    @Path("versions/{digest}/activate")
    public Response activate(@PathParam("digest") String digest) {
        Caller caller = current.get();
        ReleaseRecord release = releases.activate(caller, digest(digest));
        polls.released(caller.tenant());
        return Documents.json(release);
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(PolicyProblems.VERSION_UNKNOWN, "That is no digest.");
        }
    }

    private static String name(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new ProblemException(
                    PolicyProblems.NAME_INVALID, "The parameter name is missing or of another form.");
        }
        return name;
    }

    private static byte[] whole(InputStream body, int most) {
        try {
            byte[] content = body.readNBytes(most + 1);
            if (content.length > most) {
                throw new ProblemException(PolicyProblems.ARCHIVE_REFUSED, "It is longer than " + most + " bytes.");
            }
            return content;
        } catch (IOException e) {
            throw new ProblemException(PolicyProblems.ARCHIVE_REFUSED, "It ended before it was whole.");
        }
    }

    private static Response created(VersionDraft version) {
        return Documents.json(201, Version.of(version));
    }
}
