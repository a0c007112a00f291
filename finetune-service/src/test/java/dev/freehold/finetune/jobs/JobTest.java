package dev.freehold.finetune.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.dataset.RowKind;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.TunedWeights;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JobTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void a_job_goes_from_queued_over_running_to_failed() {
        Job.Running running = new Job.Queued(order(), 0).start();
        assertThat(running.attempts()).isEqualTo(1);
        assertThat(running.fail(NOW, Failure.internal()).failure().code()).isEqualTo("internal");
    }

    @Test
    void a_run_that_was_cut_off_is_begun_again_once_and_then_fails() {
        Job first = new Job.Queued(order(), 0).start().cutOff(NOW);
        assertThat(first).isEqualTo(new Job.Queued(order(), 1));

        Job second = ((Job.Queued) first).start().cutOff(NOW);
        assertThat(second).isEqualTo(new Job.Failed(order(), 2, NOW, Failure.platformStopped()));
    }

    @Test
    void only_a_running_job_can_succeed_and_nothing_leaves_an_ended_one() {
        assertThat(waysOut(Job.Queued.class)).containsExactly("cancel", "start");
        assertThat(waysOut(Job.Running.class)).containsExactly("cancel", "cutOff", "fail", "putBack", "succeed");
        assertThat(waysOut(Job.Succeeded.class)).isEmpty();
        assertThat(waysOut(Job.Failed.class)).isEmpty();
        assertThat(waysOut(Job.Cancelled.class)).isEmpty();
    }

    @Test
    void an_order_reads_back_as_it_was_stored() {
        byte[] stored = Json.tree(order()).toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read(stored, JobOrder.class)).isEqualTo(order());
    }

    @Test
    void hyperparameters_of_before_the_later_ones_were_there_read_as_what_ran_then() {
        byte[] stored =
                "{\"n_epochs\":3,\"batch_size\":8,\"learning_rate_multiplier\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read(stored, Hyperparameters.class))
                .isEqualTo(new Hyperparameters(3, 8, 1, 1, 0, TunedWeights.LORA));
    }

    private static Set<String> waysOut(Class<? extends Job> state) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(state.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && Job.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .forEach(names::add);
        return names;
    }

    static JobOrder order() {
        TenantId tenant = new TenantId("acme");
        Digest digest = Digest.of(new byte[] {1});
        return new JobOrder(
                "ftjob-0123456789abcdef01234567",
                new Caller(tenant, "dana", "key-1", Set.of(Role.DATA_ENGINEER), null),
                "minilm",
                "file-0123456789abcdef01234567",
                null,
                "triage",
                new RunInputs(tenant, digest, digest, null, 7, Hyperparameters.defaultsFor(RowKind.CLASSIFICATION)),
                new TreeMap<>(Map.of("team", "claims")),
                NOW);
    }
}
