package dev.freehold.finetune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.run.Hyperparameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobRequestTest {
    @Test
    void the_least_that_a_client_sends_is_enough() {
        JobRequest request = read("{\"model\":\"minilm\",\"training_file\":\"file-1\"}");
        assertThat(request)
                .isEqualTo(new JobRequest(
                        "minilm", "file-1", Optional.empty(), Optional.empty(), Hyperparameters.DEFAULTS));
    }

    @Test
    void every_knob_is_read_and_auto_is_the_default() {
        JobRequest request = read("{\"model\":\"m\",\"training_file\":\"f\",\"suffix\":\"triage-2\",\"seed\":3,"
                + "\"hyperparameters\":{\"n_epochs\":4,\"batch_size\":\"auto\",\"learning_rate_multiplier\":0.5}}");
        assertThat(request.suffix()).contains("triage-2");
        assertThat(request.seed()).contains(3L);
        assertThat(request.hyperparameters()).isEqualTo(new Hyperparameters(4, 16, 0.5));
    }

    @Test
    void all_errors_come_back_at_once() {
        assertThat(
                        errors(
                                "{\"model\":7,\"suffix\":\"No Name\",\"seed\":-1,\"validation_file\":\"file-2\","
                                        + "\"hyperparameters\":{\"n_epochs\":51,\"batch_size\":1.5,\"learning_rate_multiplier\":0,\"beta\":1}}"))
                .extracting(InputError::field)
                .containsExactly(
                        "validation_file",
                        "model",
                        "training_file",
                        "suffix",
                        "seed",
                        "hyperparameters.beta",
                        "hyperparameters.n_epochs",
                        "hyperparameters.batch_size",
                        "hyperparameters.learning_rate_multiplier");
    }

    @Test
    void a_body_that_is_no_object_is_refused() {
        assertThat(errors("[]")).extracting(InputError::field).containsExactly("body");
        assertThat(errors("{")).extracting(InputError::field).containsExactly("body");
    }

    private static JobRequest read(String body) {
        return JobRequest.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<InputError> errors(String body) {
        return catchThrowableOfType(ProblemException.class, () -> read(body))
                .problem()
                .errors();
    }
}
