package dev.freehold.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisedWorkerTest {
    private final FakeWorkers workers = new FakeWorkers();
    private final SteppedClock clock = new SteppedClock();
    private final SupervisedWorker worker = new SupervisedWorker(workers, 2, clock);

    @Test
    void nothing_is_started_before_the_first_question() throws Exception {
        assertThat(workers.started).isEmpty();
        ask("a");
        assertThat(workers.started).hasSize(1);
    }

    @Test
    void a_model_is_loaded_once() throws Exception {
        ask("a");
        ask("a");
        ask("b");
        assertThat(workers.last().loads).containsExactly("a", "b");
    }

    @Test
    void a_model_too_many_takes_the_place_of_the_one_unused_for_longest() throws Exception {
        ask("a");
        ask("b");
        ask("a");
        ask("c");
        ask("a");
        assertThat(workers.started).hasSize(1);
        assertThat(workers.last().loads).containsExactly("a", "b", "-b", "c");
    }

    @Test
    void a_worker_that_died_between_two_questions_is_replaced_at_once() throws Exception {
        ask("a");
        workers.last().kill();
        ask("a");
        assertThat(workers.started).hasSize(2);
    }

    @Test
    void a_worker_that_dies_of_a_question_is_replaced_for_the_next() throws Exception {
        workers.dieOnCall = true;
        assertThatThrownBy(() -> ask("a")).isInstanceOf(WorkerLost.class);
        workers.dieOnCall = false;
        ask("a");
        assertThat(workers.started).hasSize(2);
        assertThat(worker.state().losses()).isZero();
    }

    @Test
    void losses_in_a_row_wait_longer_each_time() throws Exception {
        workers.dieOnCall = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask("a")).isInstanceOf(WorkerLost.class);
        }
        assertThat(workers.started).hasSize(2);
        clock.pass(Duration.ofMillis(999));
        assertThatThrownBy(() -> ask("a")).hasMessageContaining("2 times in a row");
        clock.pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> ask("a")).hasMessage("the process ended");
        assertThat(workers.started).hasSize(3);
        clock.pass(Duration.ofMillis(1999));
        assertThatThrownBy(() -> ask("a")).hasMessageContaining("3 times in a row");
        workers.dieOnCall = false;
        clock.pass(Duration.ofMillis(1));
        ask("a");
        assertThat(worker.state().losses()).isZero();
    }

    @Test
    void the_pause_has_an_upper_bound() {
        workers.startFails = true;
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> ask("a")).isInstanceOf(WorkerLost.class);
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(worker.state().losses()).isEqualTo(50);
    }

    @Test
    void an_idle_worker_is_stopped_and_comes_back() throws Exception {
        ask("a");
        clock.pass(Duration.ofMinutes(9));
        worker.stopIfIdle(Duration.ofMinutes(10));
        assertThat(workers.last().alive()).isTrue();
        clock.pass(Duration.ofMinutes(1));
        worker.stopIfIdle(Duration.ofMinutes(10));
        assertThat(workers.last().alive()).isFalse();
        ask("a");
        assertThat(workers.started).hasSize(2);
    }

    @Test
    void a_refusal_costs_no_worker() throws Exception {
        workers.refusal = "input[0] is too long";
        assertThatThrownBy(() -> ask("a")).isInstanceOf(WorkerRefused.class).hasMessage("input[0] is too long");
        assertThat(workers.last().alive()).isTrue();
    }

    @Test
    void a_model_whose_files_are_bad_costs_no_worker() {
        workers.refuseLoads = true;
        assertThatThrownBy(() -> ask("a")).isInstanceOf(UnservableModel.class);
        assertThatThrownBy(() -> worker.ask(
                        "b",
                        () -> {
                            throw new IOException("digest differs");
                        },
                        (running, handle) -> handle))
                .isInstanceOf(UnservableModel.class)
                .hasMessageContaining("digest differs");
        assertThat(workers.last().alive()).isTrue();
    }

    @Test
    void a_closed_one_leaves_no_worker_behind() {
        worker.close();
        assertThatThrownBy(() -> ask("a")).isInstanceOf(WorkerLost.class);
        assertThat(workers.started).noneMatch(FakeWorkers.FakeWorker::alive);
    }

    private ModelWorker.Vectors ask(String handle) throws Exception {
        return worker.ask(
                handle,
                () -> new ModelFolders(Path.of(handle), null),
                (running, name) -> running.embed(name, List.of("text")));
    }
}
