package dev.freehold.policy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.enforcement.bundle.BundleSigner;
import dev.freehold.enforcement.bundle.SignedBundle;
import dev.freehold.enforcement.bundle.TrustedKeys;
import dev.freehold.policy.bundle.BundleManifest;
import dev.freehold.policy.bundle.BundleSources;
import dev.freehold.policy.bundle.ShippedBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantPolicyTest {
    private static final TenantId ACME = new TenantId("acme");
    private static BundleSigner signer;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        signer = new BundleSigner(generator.generateKeyPair());
    }

    private static VersionDraft version(VersionDraft.Origin origin, String name) throws IOException {
        BundleManifest shipped = new ShippedBundle().manifest();
        return new VersionDraft(
                origin,
                PolicyBundle.of(
                        ("module " + name).getBytes(StandardCharsets.UTF_8),
                        ("{\"tables\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8)),
                new BundleManifest(shipped.entrypoint(), shipped.opa(), name, shipped.rules(), shipped.sources()),
                BundleSources.texts(shipped));
    }

    private TenantPolicy open(String shipped) throws IOException {
        return new TenantPolicy(
                ACME,
                folder,
                version(VersionDraft.Origin.SHIPPED, shipped),
                () -> Instant.parse("2026-11-28T00:00:00Z"));
    }

    private static TenantPolicy.Served settled(TenantPolicy policy) throws IOException {
        return policy.released() ? policy.ready(signer) : policy.activate(policy.inForce(), signer);
    }

    private static SignedBundle read(TenantPolicy.Served served) throws Exception {
        return SignedBundle.read(served.archive(), TrustedKeys.of(signer.publicKey()), ACME);
    }

    @Test
    void what_came_with_the_platform_decides_at_once_and_is_the_first_release_that_is_served() throws Exception {
        TenantPolicy policy = open("core-1");
        assertThat(policy.bundle().digest())
                .isEqualTo(version(VersionDraft.Origin.SHIPPED, "core-1").digest());
        assertThat(policy.served()).isEmpty();
        assertThat(policy.released()).isFalse();
        assertThatThrownBy(() -> policy.ready(signer)).isInstanceOf(IllegalStateException.class);
        assertThat(folder).isEmptyDirectory();
        TenantPolicy.Served served = settled(policy);
        assertThat(read(served).number()).isEqualTo(1);
        assertThat(policy.served()).containsSame(served);
        assertThat(settled(policy)).isSameAs(served);
    }

    @Test
    void a_release_outlives_a_restart_with_its_number_and_its_bytes() throws Exception {
        TenantPolicy policy = open("core-1");
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        assertThat(policy.keep(mine, "dana")).isTrue();
        settled(policy);
        TenantPolicy.Served second = policy.activate(mine, signer);
        assertThat(read(second).number()).isEqualTo(2);

        TenantPolicy again = open("core-1");
        assertThat(again.bundle().digest()).isEqualTo(mine.digest());
        assertThat(settled(again).archive()).isEqualTo(second.archive());
        assertThat(again.publisher(mine.digest())).isEqualTo("dana");
        assertThat(again.inForce().sources().keySet()).isEqualTo(mine.sources().keySet());
    }

    @Test
    void going_back_is_a_release_with_a_number_of_its_own() throws Exception {
        TenantPolicy policy = open("core-1");
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        policy.keep(mine, "dana");
        settled(policy);
        policy.activate(mine, signer);
        TenantPolicy.Served back = policy.activate(policy.shipped(), signer);
        assertThat(read(back).number()).isEqualTo(3);
        assertThat(read(back).bundle().digest()).isEqualTo(policy.shipped().digest());
        assertThat(policy.history(10)).extracting(ReleaseRecord::number).containsExactly(3L, 2L, 1L);
        assertThat(policy.history(1))
                .singleElement()
                .satisfies(it -> assertThat(it.shipped()).isTrue());
    }

    @Test
    void a_newer_platform_brings_its_policy_where_none_of_ones_own_is_in_force() throws Exception {
        settled(open("core-1"));
        TenantPolicy newer = open("core-2");
        assertThat(newer.released()).isFalse();
        assertThat(newer.served())
                .as("nothing is served until it was put in force")
                .isEmpty();
        assertThat(newer.bundle().digest())
                .isEqualTo(version(VersionDraft.Origin.SHIPPED, "core-2").digest());
        assertThat(read(settled(newer)).number()).isEqualTo(2);
        // The older one can be had back.
        VersionDraft older = newer.find(
                        version(VersionDraft.Origin.SHIPPED, "core-1").digest())
                .orElseThrow();
        newer.activate(older, signer);
        assertThat(open("core-3").bundle().digest()).isEqualTo(older.digest());
    }

    @Test
    void a_newer_platform_leaves_a_policy_of_ones_own_in_force() throws Exception {
        TenantPolicy policy = open("core-1");
        VersionDraft mine = version(VersionDraft.Origin.REGO, "mine");
        policy.keep(mine, "dana");
        policy.activate(mine, signer);
        assertThat(open("core-2").bundle().digest()).isEqualTo(mine.digest());
    }

    @Test
    void a_version_is_what_its_digest_says_for_ever_and_whose_it_was_first() throws Exception {
        TenantPolicy policy = open("core-1");
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        policy.keep(mine, "dana");
        policy.keep(mine, "erik");
        assertThat(policy.publisher(mine.digest())).isEqualTo("dana");
        assertThat(policy.versions())
                .extracting(VersionDraft::digest)
                .containsExactly(policy.shipped().digest(), mine.digest());
    }

    @Test
    void a_version_in_force_whose_files_were_altered_decides_nothing_and_nothing_decides_in_its_place()
            throws Exception {
        TenantPolicy policy = open("core-1");
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        policy.keep(mine, "dana");
        policy.activate(mine, signer);
        Path version = folder.resolve("versions").resolve(mine.digest().hex());
        byte[] wasm = Files.readAllBytes(version.resolve("policy.wasm"));
        Files.write(version.resolve("policy.wasm"), new byte[] {1});
        assertThatThrownBy(() -> open("core-1")).isInstanceOf(IOException.class);
        Files.write(version.resolve("policy.wasm"), wasm);
        open("core-1");
        Files.writeString(version.resolve("rego/decision.rego"), "package other");
        assertThatThrownBy(() -> open("core-1")).isInstanceOf(IOException.class);
    }

    @Test
    void another_version_under_the_name_of_one_is_not_taken_for_it() throws Exception {
        TenantPolicy policy = open("core-1");
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        VersionDraft other = version(VersionDraft.Origin.TABLES, "other");
        policy.keep(mine, "dana");
        policy.keep(other, "dana");
        Path versions = folder.resolve("versions");
        Files.move(versions.resolve(mine.digest().hex()), folder.resolve("away"));
        Files.move(
                versions.resolve(other.digest().hex()),
                versions.resolve(mine.digest().hex()));
        assertThatThrownBy(() -> policy.find(mine.digest())).hasMessageContaining("another policy");
    }

    @Test
    void a_release_whose_archive_was_lost_is_signed_again_under_its_number() throws Exception {
        settled(open("core-1"));
        Files.delete(folder.resolve("releases/1.tar.gz"));
        assertThat(read(settled(open("core-1"))).number()).isEqualTo(1);
    }

    @Test
    void a_release_that_was_not_finished_does_not_count() throws Exception {
        settled(open("core-1"));
        Files.write(folder.resolve("releases/2.tar.gz"), new byte[10]);
        Path draft = Files.createDirectories(folder.resolve("versions/.draft123"));
        Files.write(draft.resolve("policy.wasm"), new byte[10]);
        TenantPolicy policy = open("core-1");
        assertThat(read(settled(policy)).number()).isEqualTo(1);
        assertThat(policy.versions()).hasSize(1);
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        policy.keep(mine, "dana");
        assertThat(read(policy.activate(mine, signer)).number()).isEqualTo(2);
    }

    @Test
    void one_tenants_policy_says_nothing_of_anothers_and_a_damaged_one_denies_that_tenant_alone() throws Exception {
        PolicyStore store = new PolicyStore(new ShippedBundle(), folder, () -> Instant.EPOCH);
        TenantPolicy acme = store.of(ACME);
        VersionDraft mine = version(VersionDraft.Origin.TABLES, "mine");
        acme.keep(mine, "dana");
        acme.activate(mine, signer);
        TenantId globex = new TenantId("globex");
        assertThat(store.current(globex).digest())
                .isEqualTo(new ShippedBundle().bundle().digest());
        assertThat(store.knows(globex)).isFalse();
        Files.writeString(folder.resolve("acme/releases/1.json"), "{");
        PolicyStore again = new PolicyStore(new ShippedBundle(), folder, () -> Instant.EPOCH);
        assertThatThrownBy(() -> again.current(ACME)).isInstanceOf(UncheckedIOException.class);
        assertThat(again.current(globex).digest())
                .isEqualTo(new ShippedBundle().bundle().digest());
    }
}
