package dev.freehold.registry.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.importing.TinyModels;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class TuningRegistrarTest {
    private static final Label INTERNAL =
            new Label(Confidentiality.INTERNAL, List.of("PII"), null, null, 365, List.of(), true);
    private static final Caller DANA = Examples.person("dana", Role.DATA_ENGINEER);

    @Inject
    Registrar registrar;

    @Inject
    ModelArtifacts artifacts;

    @Inject
    ModelCatalogue catalogue;

    @Inject
    ModelIntake intake;

    @Inject
    ModelVersions versions;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
        recorder.events.clear();
    }

    @Test
    void an_adapter_carries_the_label_of_what_made_it_and_waits_for_approval() throws IOException {
        DatasetVersion dataset = dataset("tickets", "{\"text\":\"a\"}\n");
        Digest base = approvedBase(201).version().digest();
        ModelVersion adapter = registrar.registerAdapter(
                DANA,
                "tickets-tuned",
                adapter(8),
                Examples.lineage(base, dataset.digest()),
                "{\"accuracy\":\"0.93\"}",
                LeakTest.NOT_APPLICABLE);
        assertThat(adapter.state()).isEqualTo(ModelState.VETTED);
        assertThat(adapter.label()).isEqualTo(INTERNAL);
        assertThat(adapter.tasks()).containsExactly("classify");
        assertThat(catalogue.resolve(Examples.ACME, "tickets-tuned")).isEqualTo(new Resolution.Resolved(adapter));
        assertThat(artifacts.model(Examples.ACME, adapter.digest()).resolve("adapter_config.json"))
                .exists();
        assertThat(recorder.of(Actions.MODEL_REGISTER)).containsExactly("registry.intent", "registry.outcome ok");
        assertThat(registrar.registerAdapter(
                        DANA,
                        "tickets-tuned",
                        adapter(8),
                        Examples.lineage(base, dataset.digest()),
                        "{}",
                        LeakTest.NOT_APPLICABLE))
                .isEqualTo(adapter);
    }

    @Test
    void an_adapter_of_a_base_that_writes_text_writes_text_and_keeps_what_its_leak_test_showed() throws IOException {
        DatasetVersion dataset = dataset("letters", "{\"text\":\"g\"}\n");
        Digest base = approvedBase(204, "chat", "completions").version().digest();
        ModelVersion adapter = tuned("letters-tuned", 11, base, dataset, LeakTest.PASSED);
        assertThat(adapter.tasks()).containsExactly("chat", "completions");
        assertThat(adapter.leakTest()).isEqualTo(LeakTest.PASSED);
        Lifecycle kept = versions.find(Examples.ACME, adapter.digest()).orElseThrow();
        assertThat(kept.version()).isEqualTo(adapter);
        versions.save(((Lifecycle.Vetted) kept).approve("boris"), "boris");
        assertThat(policy.asked)
                .last()
                .satisfies(asked -> assertThat(asked.resource().leakTest()).isEqualTo("passed"));
    }

    @Test
    void that_a_leak_test_does_not_apply_to_what_writes_text_is_not_believed() throws IOException {
        DatasetVersion dataset = dataset("untested", "{\"text\":\"h\"}\n");
        Digest base = approvedBase(205, "chat").version().digest();
        ModelVersion adapter = tuned("untested-tuned", 12, base, dataset, LeakTest.NOT_APPLICABLE);
        assertThat(adapter.leakTest()).isEqualTo(LeakTest.NOT_RUN);
    }

    @Test
    void an_adapter_that_leaks_is_not_approved_even_where_policy_forgets_to_ask() throws IOException {
        DatasetVersion dataset = dataset("leaking", "{\"text\":\"i\"}\n");
        Digest base = approvedBase(206, "completions").version().digest();
        ModelVersion adapter = tuned("leaking-tuned", 13, base, dataset, LeakTest.FAILED);
        Lifecycle.Vetted vetted = (Lifecycle.Vetted)
                versions.find(Examples.ACME, adapter.digest()).orElseThrow();
        assertThatThrownBy(() -> versions.save(vetted.approve("boris"), "boris"))
                .hasMessageContaining("leak");
        assertThatThrownBy(() -> tuned("leaking-tuned", 13, base, dataset, LeakTest.PASSED))
                .hasMessageContaining("REGISTRY_ALREADY_EXISTS");
    }

    private ModelVersion tuned(String name, int rank, Digest base, DatasetVersion dataset, LeakTest leakTest)
            throws IOException {
        return registrar.registerAdapter(
                DANA, name, adapter(rank), Examples.lineage(base, dataset.digest()), "{}", leakTest);
    }

    @Test
    void a_base_with_every_weight_tuned_is_a_model_of_its_own_with_a_lineage() throws IOException {
        DatasetVersion dataset = dataset("novels", "{\"text\":\"j\"}\n");
        Digest base = approvedBase(207, "chat", "completions").version().digest();
        ModelVersion whole = registrar.registerAdapter(
                DANA,
                "novels-whole",
                written("whole", TinyModels.llama(141, true)),
                Examples.lineage(base, dataset.digest()),
                "{}",
                LeakTest.PASSED);
        assertThat(whole.kind()).isEqualTo(ModelKind.BASE);
        assertThat(whole.state()).isEqualTo(ModelState.VETTED);
        assertThat(whole.label()).isEqualTo(INTERNAL);
        assertThat(whole.lineage()).isEqualTo(Examples.lineage(base, dataset.digest()));
        Lifecycle kept = versions.find(Examples.ACME, whole.digest()).orElseThrow();
        assertThat(kept.version()).isEqualTo(whole);
        versions.save(((Lifecycle.Vetted) kept).approve("boris"), "boris");
        assertThat(tuned("novels-more", 14, whole.digest(), dataset, LeakTest.PASSED)
                        .lineage()
                        .base())
                .isEqualTo(whole.digest());
    }

    @Test
    void a_tuned_model_of_every_weight_is_held_to_what_an_adapter_is() throws IOException {
        DatasetVersion dataset = dataset("essays", "{\"text\":\"k\"}\n");
        Digest base = approvedBase(208, "chat").version().digest();
        ModelVersion untested = whole("essays-untested", 142, base, dataset, LeakTest.NOT_APPLICABLE);
        assertThat(untested.leakTest()).as("it writes text").isEqualTo(LeakTest.NOT_RUN);
        ModelVersion leaking = whole("essays-leaking", 143, base, dataset, LeakTest.FAILED);
        Lifecycle.Vetted vetted = (Lifecycle.Vetted)
                versions.find(Examples.ACME, leaking.digest()).orElseThrow();
        assertThatThrownBy(() -> versions.save(vetted.approve("boris"), "boris"))
                .hasMessageContaining("leak");
    }

    @Test
    void whole_weights_that_do_not_fit_their_base_or_their_own_configuration_are_refused() throws IOException {
        DatasetVersion dataset = dataset("poems", "{\"text\":\"l\"}\n");
        Digest encoder = approvedBase(209).version().digest();
        assertThatThrownBy(() -> whole("poems-whole", 144, encoder, dataset, LeakTest.NOT_RUN))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not the base's family");
        Digest writer = approvedBase(210, "chat").version().digest();
        Map<String, byte[]> files = new TreeMap<>(TinyModels.llama(145, true));
        files.put("model.safetensors", TinyModels.llama(146, true).get("model.safetensors"));
        Path other = written("other", files);
        assertThatThrownBy(() -> registrar.registerAdapter(
                        DANA, "poems-other", other, Examples.lineage(writer, dataset.digest()), "{}", LeakTest.PASSED))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("model.embed_tokens.weight has the shape");
    }

    private ModelVersion whole(String name, int vocabulary, Digest base, DatasetVersion dataset, LeakTest leakTest)
            throws IOException {
        return registrar.registerAdapter(
                DANA,
                name,
                written(name, TinyModels.llama(vocabulary, true)),
                Examples.lineage(base, dataset.digest()),
                "{}",
                leakTest);
    }

    private Path written(String name, Map<String, byte[]> files) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(target.resolve(file.getKey()), file.getValue());
        }
        return target;
    }

    @Test
    void the_same_rows_are_the_same_dataset_version() throws IOException {
        DatasetVersion first = dataset("twice", "{\"text\":\"b\"}\n");
        assertThat(dataset("twice-again", "{\"text\":\"b\"}\n")).isEqualTo(first);
        assertThat(artifacts.dataset(Examples.ACME, first.digest())).hasContent("{\"text\":\"b\"}");
        assertThat(recorder.of(Actions.DATASET_REGISTER)).hasSize(4);
    }

    @Test
    void the_same_rows_under_a_narrower_label_are_not_taken_for_the_wider_version() throws IOException {
        dataset("relabelled", "{\"text\":\"c\"}\n");
        Label secret = new Label(Confidentiality.RESTRICTED, List.of(), null, null, null, List.of(), true);
        Path file = Files.writeString(folder.resolve("rows"), "{\"text\":\"c\"}\n");
        assertThatThrownBy(() -> registrar.registerDataset(DANA, "relabelled", file, 1, 0, secret))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("REGISTRY_ALREADY_EXISTS");
    }

    @Test
    void an_adapter_of_a_base_that_nobody_approved_is_refused() throws IOException {
        DatasetVersion dataset = dataset("early", "{\"text\":\"d\"}\n");
        Digest base = Examples.vetted(intake, versions, "early-base", "dana", Examples.base(folder.resolve("b"), 202))
                .version()
                .digest();
        assertThatThrownBy(() -> registrar.registerAdapter(
                        DANA,
                        "early-tuned",
                        adapter(9),
                        Examples.lineage(base, dataset.digest()),
                        "{}",
                        LeakTest.NOT_APPLICABLE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("REGISTRY_STATE_CONFLICT");
    }

    @Test
    void an_adapter_with_a_file_that_does_not_belong_is_refused() throws IOException {
        DatasetVersion dataset = dataset("stowaway", "{\"text\":\"e\"}\n");
        Digest base = approvedBase(203).version().digest();
        Path adapter = adapter(10);
        Examples.write(adapter, "run.sh", "true");
        assertThatThrownBy(() -> registrar.registerAdapter(
                        DANA,
                        "stowaway",
                        adapter,
                        Examples.lineage(base, dataset.digest()),
                        "{}",
                        LeakTest.NOT_APPLICABLE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("run.sh");
        assertThat(catalogue.resolve(Examples.ACME, "stowaway")).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void what_policy_denies_is_not_registered() {
        policy.forbidden.add(Actions.DATASET_REGISTER);
        assertThatThrownBy(() -> dataset("denied-rows", "{\"text\":\"f\"}\n")).isInstanceOf(ProblemException.class);
        Digest digest = Digest.of("{\"text\":\"f\"}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> artifacts.dataset(Examples.ACME, digest)).isInstanceOf(IOException.class);
    }

    private Lifecycle.Approved approvedBase(int seed, String... tasks) {
        Lifecycle.Approved approved = Examples.vetted(
                        intake,
                        versions,
                        "base-" + seed,
                        "dana",
                        Examples.base(folder.resolve("base" + seed), seed),
                        tasks)
                .approve("boris");
        versions.save(approved, "boris");
        return approved;
    }

    private DatasetVersion dataset(String name, String rows) throws IOException {
        return registrar.registerDataset(DANA, name, Files.writeString(folder.resolve(name), rows), 1, 0, INTERNAL);
    }

    private Path adapter(int rank) {
        return Examples.adapter(folder.resolve("adapter" + rank), rank);
    }
}
