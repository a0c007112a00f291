package dev.freehold.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.KnownModels;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.registry.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RegistryCatalogueTest {
    private static final ModelVersion APPROVED = Examples.version("minilm", "a", ModelState.APPROVED, "ada");
    private static final ModelVersion NEWER = Examples.version("minilm", "b", ModelState.VETTED, "ada");
    private static final ModelVersion UNAPPROVED = Examples.version("other", "c", ModelState.VETTED, "ada");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RegistryCatalogue catalogue = new RegistryCatalogue(
            () -> new KnownModels(List.of(
                    new KnownModels.Entry(APPROVED, true),
                    new KnownModels.Entry(NEWER, false),
                    new KnownModels.Entry(UNAPPROVED, false))),
            now::get,
            Duration.ofSeconds(30));

    @Test
    void a_name_means_the_approved_version_although_a_newer_one_waits() {
        catalogue.refresh();
        assertThat(catalogue.resolve(Examples.ACME, "minilm")).isEqualTo(new Resolution.Resolved(APPROVED));
        assertThat(catalogue.list(Examples.ACME)).containsExactly(APPROVED, UNAPPROVED);
    }

    @Test
    void a_digest_means_its_version_whatever_its_state() {
        catalogue.refresh();
        assertThat(catalogue.resolve(Examples.ACME, NEWER.digest().value())).isEqualTo(new Resolution.Resolved(NEWER));
    }

    @Test
    void a_name_without_an_approved_version_means_the_newest_so_that_policy_can_say_why_not() {
        catalogue.refresh();
        assertThat(catalogue.resolve(Examples.ACME, "other")).isEqualTo(new Resolution.Resolved(UNAPPROVED));
    }

    @Test
    void one_tenant_does_not_see_the_models_of_another() {
        catalogue.refresh();
        TenantId other = new TenantId("other");
        assertThat(catalogue.resolve(other, "minilm")).isEqualTo(new Resolution.Unknown());
        assertThat(catalogue.resolve(other, APPROVED.digest().value())).isEqualTo(new Resolution.Unknown());
        assertThat(catalogue.list(other)).isEmpty();
    }

    @Test
    void a_catalogue_past_its_age_is_unavailable() {
        catalogue.refresh();
        now.set(Instant.EPOCH.plusSeconds(31));
        assertThat(catalogue.resolve(Examples.ACME, "minilm")).isInstanceOf(Resolution.Unavailable.class);
        assertThat(catalogue.list(Examples.ACME)).isEmpty();
        assertThat(catalogue.unready()).isPresent();
    }
}
