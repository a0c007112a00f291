package dev.freehold.enforcement.peer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.CallerDirectory.NamedUseCase;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.view.RegistryView;
import dev.freehold.enforcement.Callers;
import dev.freehold.enforcement.peer.registry.ViewSource.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryFeedTest {
    private static final AccessKey KEY = AccessKey.of("fh-anna");
    private static final RegistryView VIEW =
            new RegistryView(List.of(), List.of(new RegistryView.Holder(KEY.digest(), Callers.ANNA)), List.of());
    private static final TenantId ACME = new TenantId("acme");

    private final Registry registry = new Registry();
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");
    private final RegistryFeed feed = new RegistryFeed(registry, () -> now, Duration.ofSeconds(30));

    /** Answers what it is told to. */
    private static final class Registry implements ViewSource {
        private Answer answer = new Answer.Changed("\"1\"", VIEW, Duration.ZERO);
        private boolean gone;
        private String asked = "";
        private boolean patiently;

        @Override
        public Answer ask(String etag, boolean patient) throws IOException {
            asked = etag;
            patiently = patient;
            if (gone) {
                throw new IOException("gone");
            }
            return answer;
        }
    }

    @Test
    void before_the_first_answer_nothing_is_told() {
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Unavailable.class);
        assertThat(feed.resolve(ACME, "m")).isInstanceOf(Resolution.Unavailable.class);
        assertThat(feed.useCase(ACME, "u")).isInstanceOf(NamedUseCase.Unavailable.class);
        assertThat(feed.unready()).isPresent();
    }

    @Test
    void a_key_is_known_by_its_hash() {
        assertThat(feed.refresh()).isTrue();
        assertThat(feed.authenticate(KEY)).isEqualTo(new Authentication.Known(Callers.ANNA));
        assertThat(feed.authenticate(AccessKey.of("fh-other"))).isInstanceOf(Authentication.Unknown.class);
        assertThat(feed.resolve(ACME, "m")).isInstanceOf(Resolution.Unknown.class);
        assertThat(feed.unready()).isEmpty();
    }

    @Test
    void past_its_age_nothing_is_answered_for() {
        feed.refresh();
        registry.gone = true;
        now = now.plusSeconds(30);
        assertThat(feed.refresh()).isFalse();
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Known.class);
        now = now.plusMillis(1);
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Unavailable.class);
        assertThat(feed.resolve(ACME, "m")).isInstanceOf(Resolution.Unavailable.class);
        assertThat(feed.list(ACME)).isEmpty();
    }

    @Test
    void an_answer_that_nobody_foresaw_leaves_what_is_known_and_the_next_is_taken() {
        feed.refresh();
        registry.answer = null;
        assertThat(feed.refresh()).isFalse();
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Known.class);
        registry.answer = new ViewSource.Answer.Changed("\"2\"", VIEW, Duration.ZERO);
        assertThat(feed.refresh()).isTrue();
    }

    @Test
    void the_registrys_own_age_counts() {
        registry.answer = new Answer.Changed("\"1\"", VIEW, Duration.ofSeconds(29));
        feed.refresh();
        now = now.plusSeconds(2);
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Unavailable.class);
    }

    @Test
    void an_answer_that_nothing_changed_makes_memory_young_again() {
        feed.refresh();
        now = now.plusSeconds(25);
        registry.answer = new Answer.Same(Duration.ZERO);
        assertThat(feed.refresh()).isTrue();
        assertThat(registry.asked).isEqualTo("\"1\"");
        now = now.plusSeconds(25);
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void a_registry_that_was_gone_is_asked_for_an_answer_at_once() {
        feed.refresh();
        feed.refresh();
        assertThat(registry.patiently).isTrue();
        registry.gone = true;
        feed.refresh();
        registry.gone = false;
        feed.refresh();
        assertThat(registry.patiently).isFalse();
        feed.refresh();
        assertThat(registry.patiently).isTrue();
    }

    @Test
    void that_nothing_changed_is_no_first_answer() {
        registry.answer = new Answer.Same(Duration.ZERO);
        assertThat(feed.refresh()).isFalse();
        assertThat(feed.unready()).isPresent();
    }

    @Test
    void a_withdrawn_key_is_gone_with_the_next_view() {
        feed.refresh();
        registry.answer = new Answer.Changed("\"2\"", new RegistryView(List.of(), List.of(), List.of()), Duration.ZERO);
        feed.refresh();
        assertThat(feed.authenticate(KEY)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void an_age_out_of_bounds_names_its_key() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMinutes(11))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RegistryFeed(registry, () -> now, wrong))
                    .withMessageContaining("freehold.peer.registry.max-age");
        }
    }
}
