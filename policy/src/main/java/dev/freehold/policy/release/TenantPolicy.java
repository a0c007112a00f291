package dev.freehold.policy.release;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.enforcement.bundle.BundleSigner;
import dev.freehold.enforcement.bundle.SignedBundle;
import dev.freehold.policy.bundle.BundleManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The policy of one tenant: its versions, and the one in force. What decides is read once and held in memory; what is served is
 * packed and signed when it is put in force, under a number that no other release has had.
 */
public final class TenantPolicy {
    /** Most versions of a tenant. */
    public static final int MOST_VERSIONS = 1000;

    /** Publisher of what came with the platform: nobody's person, so that anybody with the role may put it in force. */
    static final String MAKER = "freehold";

    private static final String TEST = "_test.rego";

    /** A signed release as it is served. */
    public record Served(ReleaseRecord release, byte[] archive, String tag) {}

    private final TenantId tenant;
    private final Path versions;
    private final Path releases;
    private final VersionDraft shipped;
    private final InstantSource clock;
    private VersionDraft inForce;
    private @Nullable ReleaseRecord release;
    private volatile PolicyBundle bundle;
    private volatile @Nullable Served served;

    /**
     * Opens what is kept of a tenant.
     *
     * @param shipped the version that came with the platform; in force where no other is
     * @throws IOException if what is in force cannot be read: nothing else may decide in its place
     */
    TenantPolicy(TenantId tenant, Path folder, VersionDraft shipped, InstantSource clock) throws IOException {
        this.tenant = tenant;
        this.versions = folder.resolve("versions");
        this.releases = folder.resolve("releases");
        this.shipped = shipped;
        this.clock = clock;
        this.release = latest().orElse(null);
        this.inForce = release == null || release.shipped() ? shipped : stored(release.digest());
        this.bundle = inForce.bundle();
    }

    private Optional<ReleaseRecord> latest() throws IOException {
        return history(1).stream().findFirst();
    }

    /** The releases, the latest first. */
    public List<ReleaseRecord> history(int most) throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (Files.exists(releases)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(releases, "*.json")) {
                for (Path file : files) {
                    numbers.add(Long.valueOf(file.getFileName().toString().replace(".json", "")));
                }
            } catch (NumberFormatException e) {
                throw new IOException(releases + " holds a file that is no release", e);
            }
        }
        numbers.sort(Comparator.reverseOrder());
        List<ReleaseRecord> history = new ArrayList<>();
        for (long number : numbers.subList(0, Math.min(most, numbers.size()))) {
            try {
                history.add(Json.read(Files.readAllBytes(file(number, ".json")), ReleaseRecord.class));
            } catch (IllegalArgumentException e) {
                throw new IOException(file(number, ".json") + " is damaged", e);
            }
        }
        return history;
    }

    private Path file(long number, String ending) {
        return releases.resolve(number + ending);
    }

    private VersionDraft stored(Digest digest) throws IOException {
        StoredVersion version = new StoredVersion(versions, digest);
        BundleManifest manifest = version.files().manifest();
        PolicyBundle content = version.files().bundle();
        if (!content.digest().equals(digest)) {
            throw new IOException("version " + digest + " holds another policy");
        }
        return new VersionDraft(version.record().origin(), content, manifest, version.sources(manifest));
    }

    /** What decides now. */
    public PolicyBundle bundle() {
        return bundle;
    }

    /** The version that came with the platform. */
    public VersionDraft shipped() {
        return shipped;
    }

    /** The version in force, with its sources. */
    public synchronized VersionDraft inForce() {
        return inForce;
    }

    /**
     * A version by its digest.
     *
     * @throws IOException if it is kept and cannot be read
     */
    public Optional<VersionDraft> find(Digest digest) throws IOException {
        if (digest.equals(shipped.digest())) {
            return Optional.of(shipped);
        }
        return new StoredVersion(versions, digest).exists() ? Optional.of(stored(digest)) : Optional.empty();
    }

    /** Plain subject of whoever published a version. */
    public String publisher(Digest digest) throws IOException {
        StoredVersion version = new StoredVersion(versions, digest);
        return version.exists() ? version.record().publisher() : MAKER;
    }

    /** Every version that is kept, in the order of their publication, the one that came with the platform first. */
    public synchronized List<VersionDraft> versions() throws IOException {
        List<VersionRecord> records = new ArrayList<>();
        for (Digest digest : digests()) {
            records.add(new StoredVersion(versions, digest).record());
        }
        records.sort(Comparator.comparing(VersionRecord::published));
        List<VersionDraft> all = new ArrayList<>(List.of(shipped));
        for (VersionRecord record : records) {
            if (record.digest().equals(shipped.digest())) {
                continue;
            }
            all.add(stored(record.digest()));
        }
        return all;
    }

    private List<Digest> digests() throws IOException {
        List<Digest> digests = new ArrayList<>();
        if (Files.exists(versions)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(versions, "[0-9a-f]*")) {
                for (Path folder : folders) {
                    digests.add(new Digest("sha256:" + folder.getFileName()));
                }
            }
        }
        return digests;
    }

    /**
     * Keeps a version; one that is kept already stays as it is, whoever brings it again.
     *
     * @return whether there was room
     */
    public synchronized boolean keep(VersionDraft draft, String publisher) throws IOException {
        if (find(draft.digest()).isPresent()) {
            return true;
        }
        if (digests().size() >= MOST_VERSIONS) {
            return false;
        }
        new StoredVersion(versions, draft.digest())
                .write(draft, new VersionRecord(draft.digest(), draft.origin(), publisher, clock.instant()));
        return true;
    }

    /**
     * Puts a version in force.
     *
     * @throws IOException if that cannot be made durable; the release before is in force still
     */
    public synchronized Served activate(VersionDraft version, BundleSigner signer) throws IOException {
        long number = release == null ? 1 : release.number() + 1;
        ReleaseRecord next = new ReleaseRecord(
                number,
                version.digest(),
                version.manifest().revision(),
                version.digest().equals(shipped.digest()),
                clock.instant());
        Served ready = pack(next, version, signer);
        if (next.shipped() && !new StoredVersion(versions, version.digest()).exists()) {
            // A newer platform will not bring it any more, and it may be wanted back.
            new StoredVersion(versions, version.digest())
                    .write(version, new VersionRecord(version.digest(), version.origin(), MAKER, clock.instant()));
        }
        DurableFiles.write(releases, number + ".tar.gz", ready.archive());
        DurableFiles.write(releases, number + ".json", Json.MAPPER.writeValueAsBytes(next));
        // The archive of a release is made again from its version where one is needed.
        Files.deleteIfExists(file(number - 1, ".tar.gz"));
        release = next;
        inForce = version;
        bundle = version.bundle();
        served = ready;
        return ready;
    }

    /** What is served now; empty until it was made ready. */
    public Optional<Served> served() {
        return Optional.ofNullable(served);
    }

    /**
     * Whether what decides is a release of record. It is not in a new tenant, nor once a newer platform brought another policy
     * of its own: what is in force must then be put in force.
     */
    synchronized boolean released() {
        return release != null && release.digest().equals(inForce.digest());
    }

    /**
     * Makes the present release ready to be served; its archive is made again where it was lost.
     *
     * @throws IllegalStateException if what is in force is no release
     */
    synchronized Served ready(BundleSigner signer) throws IOException {
        ReleaseRecord present = release;
        if (present == null || !released()) {
            throw new IllegalStateException("what is in force was not put in force");
        }
        Served before = served;
        if (before != null) {
            return before;
        }
        Path archive = file(present.number(), ".tar.gz");
        byte[] content;
        if (Files.exists(archive)) {
            content = Files.readAllBytes(archive);
        } else {
            content = pack(present, inForce, signer).archive();
            DurableFiles.write(releases, present.number() + ".tar.gz", content);
        }
        Served made = new Served(present, content, tag(content));
        served = made;
        return made;
    }

    private Served pack(ReleaseRecord record, VersionDraft version, BundleSigner signer) {
        SortedMap<String, byte[]> rego = new TreeMap<>();
        version.sources().forEach((name, text) -> {
            if (name.endsWith(".rego") && !name.endsWith(TEST)) {
                rego.put(name, text);
            }
        });
        byte[] archive = new SignedBundle(tenant, record.number(), record.name(), version.bundle())
                .signed(rego, BundleRoots.of(version), signer);
        return new Served(record, archive, tag(archive));
    }

    private static String tag(byte[] archive) {
        return "\"" + Digest.of(archive).hex() + "\"";
    }

    static UncheckedIOException unreadable(TenantId tenant, IOException cause) {
        return new UncheckedIOException(
                "the policy of tenant " + tenant + " cannot be read: " + cause.getMessage(), cause);
    }
}
