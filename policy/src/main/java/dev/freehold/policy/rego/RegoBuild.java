package dev.freehold.policy.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.bundle.BundleArchive;
import dev.freehold.enforcement.bundle.BundleRefusedException;
import dev.freehold.enforcement.bundle.StructuredText;
import dev.freehold.policy.bundle.BundleManifest;
import dev.freehold.policy.problem.PolicyProblems;
import dev.freehold.policy.release.VersionDraft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Builds a version of the policy from Rego: checked, tested, covered and compiled by the real {@code opa} in a folder of its own,
 * one at a time, with no built-in that reaches beyond the request.
 */
@ApplicationScoped
public class RegoBuild {
    private static final String ENTRYPOINT = "freehold/decision";
    private static final String MANIFEST = ".manifest";
    private static final String DATA = "data.json";
    private static final String RULES = "rules";
    private static final String TESTS = "tests";

    private final String name;
    private final Duration patience;
    private final int coverage;
    private final Semaphore turn = new Semaphore(1);

    @Inject
    public RegoBuild(
            @ConfigProperty(name = "freehold.policy.rego.opa") String name,
            @ConfigProperty(name = "freehold.policy.rego.timeout") Duration patience,
            @ConfigProperty(name = "freehold.policy.rego.coverage") int coverage) {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("freehold.policy.rego.timeout is 1 s to 10 min");
        }
        if (coverage < 0 || coverage > 100) {
            throw new IllegalArgumentException("freehold.policy.rego.coverage is 0 to 100");
        }
        this.name = name;
        this.patience = patience;
        this.coverage = coverage;
    }

    /**
     * Builds a version.
     *
     * @param archive a gzipped tar of {@code .manifest}, {@code data.json}, the Rego and its tests ({@code *_test.rego})
     * @param revision the name that its authors give it
     * @throws ProblemException if there is no {@code opa}, or the sources do not build or pass; the detail is what opa said
     */
    public VersionDraft build(byte[] archive, String revision) {
        OpaProgram opa = OpaProgram.find(
                        name, Optional.ofNullable(System.getenv("PATH")).orElse(""), patience)
                .orElseThrow(
                        () -> new ProblemException(PolicyProblems.OPA_MISSING, "There is no '" + name + "' here."));
        SortedMap<String, byte[]> sources = sources(archive);
        if (!turn.tryAcquire()) {
            throw new ProblemException(PolicyProblems.BUILDS_BUSY, "One build runs at a time.");
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("freehold-policy");
            return build(opa, folder, sources, revision);
        } catch (IOException e) {
            throw RefusedBuild.because(PolicyProblems.REGO_REFUSED, "The build ended: " + e.getMessage() + ".", e);
        } finally {
            turn.release();
            remove(folder);
        }
    }

    private static SortedMap<String, byte[]> sources(byte[] archive) {
        SortedMap<String, byte[]> sources;
        try {
            sources = BundleArchive.read(archive);
        } catch (BundleRefusedException e) {
            throw RefusedBuild.because(PolicyProblems.ARCHIVE_REFUSED, e.getMessage() + ".", e);
        }
        for (String file : sources.keySet()) {
            if (!file.equals(MANIFEST) && !file.equals(DATA) && !file.endsWith(".rego")) {
                throw new ProblemException(PolicyProblems.ARCHIVE_REFUSED, "It holds " + file + ".");
            }
        }
        if (!sources.containsKey(MANIFEST) || !sources.containsKey(DATA)) {
            throw new ProblemException(PolicyProblems.ARCHIVE_REFUSED, "It lacks .manifest or data.json at its root.");
        }
        return sources;
    }

    private VersionDraft build(OpaProgram opa, Path folder, SortedMap<String, byte[]> sources, String revision)
            throws IOException {
        // Apart, since a test's package is none that the bundle owns.
        Files.createDirectory(folder.resolve(RULES));
        Files.createDirectory(folder.resolve(TESTS));
        for (Map.Entry<String, byte[]> source : sources.entrySet()) {
            String within = source.getKey().endsWith("_test.rego") ? TESTS : RULES;
            Path file = folder.resolve(within).resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, source.getValue());
        }
        JsonNode capabilities = json(said(opa.run(folder, "capabilities", "--current"), "capabilities"));
        String pure = capabilities(folder, "pure.json", PureBuiltins.of(capabilities, false));
        String tests = capabilities(folder, "tests.json", PureBuiltins.of(capabilities, true));
        said(opa.run(folder, "check", "--strict", "--capabilities", pure, "--bundle", RULES), "check --strict");
        requireCovered(opa, folder, tests);
        // From within, as policy/build-bundle does: the module holds the names of its sources.
        String built = folder.resolve("bundle.tar.gz").toString();
        String[] build = {
            "build",
            "--bundle",
            "--target",
            "wasm",
            "--entrypoint",
            ENTRYPOINT,
            "--capabilities",
            pure,
            "--output",
            built,
            "."
        };
        said(opa.runWithin(folder.resolve(RULES), folder, build), "build");
        JsonNode inspected =
                json(said(opa.run(folder, "inspect", "--annotations", "--format", "json", RULES), "inspect"));
        String version = said(opa.run(folder, "version"), "version")
                .lines()
                .filter(line -> line.startsWith("Version: "))
                .findFirst()
                .map(line -> line.substring("Version: ".length()))
                .orElse("unknown");
        return new VersionDraft(
                VersionDraft.Origin.REGO,
                compiled(Files.readAllBytes(Path.of(built))),
                new BundleManifest(ENTRYPOINT, version, revision, rules(inspected), digests(sources)),
                sources);
    }

    private static String capabilities(Path folder, String file, ObjectNode content) throws IOException {
        Files.write(folder.resolve(file), Json.MAPPER.writeValueAsBytes(content));
        return folder.resolve(file).toString();
    }

    private void requireCovered(OpaProgram opa, Path folder, String capabilities) throws IOException {
        said(opa.run(folder, "test", "--capabilities", capabilities, RULES, TESTS), "test");
        JsonNode report = json(said(
                opa.run(folder, "test", "--capabilities", capabilities, "--coverage", "--format", "json", RULES, TESTS),
                "test --coverage"));
        double covered = report.path("coverage").asDouble(0);
        if (covered < coverage) {
            throw new ProblemException(
                    PolicyProblems.REGO_REFUSED,
                    "Its tests cover " + Math.floor(covered) + " % of the Rego, and " + coverage + " % are asked for.");
        }
    }

    private static PolicyBundle compiled(byte[] archive) {
        try {
            Map<String, byte[]> files = BundleArchive.read(archive);
            byte[] wasm = files.get("policy.wasm");
            byte[] data = files.get(DATA);
            if (wasm == null || data == null) {
                throw new ProblemException(PolicyProblems.REGO_REFUSED, "opa built no module of it.");
            }
            return PolicyBundle.of(wasm, StructuredText.of(data));
        } catch (BundleRefusedException | IllegalArgumentException e) {
            throw RefusedBuild.because(
                    PolicyProblems.REGO_REFUSED, "What opa built cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static List<BundleManifest.Rule> rules(JsonNode inspected) {
        List<BundleManifest.Rule> rules = new ArrayList<>();
        for (JsonNode annotated : inspected.path("annotations")) {
            String code = annotated.at("/annotations/custom/code").asText();
            if (!code.isEmpty()) {
                rules.add(new BundleManifest.Rule(
                        code, annotated.at("/annotations/title").asText()));
            }
        }
        rules.sort(Comparator.comparing(BundleManifest.Rule::code));
        return rules;
    }

    private static SortedMap<String, Digest> digests(SortedMap<String, byte[]> sources) {
        SortedMap<String, Digest> digests = new TreeMap<>();
        sources.forEach((file, text) -> digests.put(file, Digest.of(text)));
        return digests;
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String said(OpaProgram.Ran ran, String step) {
        if (ran.status() == 0) {
            return ran.output();
        }
        String complaint = ran.complaint().isBlank() ? ran.output() : ran.complaint();
        String head = complaint.substring(0, Math.min(2000, complaint.length())).strip();
        throw new ProblemException(PolicyProblems.REGO_REFUSED, "opa " + step + ": " + head);
    }

    private static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a build's folder cannot be removed", e);
        }
    }
}
