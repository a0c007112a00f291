package dev.freehold.finetune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.dataset.RowKind;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.TunedWeights;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobRequestTest {
    @Test
    void the_least_that_a_client_sends_is_enough() {
        JobRequest request = read("{\"model\":\"minilm\",\"training_file\":\"file-1\"}");
        assertThat(request)
                .isEqualTo(new JobRequest(
                        "minilm",
                        "file-1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        AskedKnobs.NONE,
                        new TreeMap<>()));
        assertThat(request.knobs().over(Hyperparameters.defaultsFor(RowKind.CHAT)))
                .isEqualTo(new Hyperparameters(3, 8, 1, 1, 0, TunedWeights.LORA));
    }

    @Test
    void every_member_is_read_and_auto_is_the_default() {
        JobRequest request = read("{\"model\":\"m\",\"training_file\":\"f\",\"suffix\":\"triage-2\",\"seed\":3,"
                + "\"validation_file\":\"file-2\",\"metadata\":{\"team\":\"claims\"},"
                + "\"hyperparameters\":{\"n_epochs\":4,\"batch_size\":\"auto\",\"learning_rate_multiplier\":0.5,"
                + "\"gradient_accumulation_steps\":4,\"early_stopping_patience\":0,\"tuned_weights\":\"full\"}}");
        assertThat(request.suffix()).contains("triage-2");
        assertThat(request.seed()).contains(3L);
        assertThat(request.validationFile()).contains("file-2");
        assertThat(request.metadata()).containsExactly(Map.entry("team", "claims"));
        assertThat(request.knobs().over(Hyperparameters.defaultsFor(RowKind.CLASSIFICATION)))
                .isEqualTo(new Hyperparameters(4, 16, 0.5, 4, 0, TunedWeights.FULL));
    }

    @Test
    void the_method_is_where_openai_has_the_hyperparameters_now() {
        JobRequest request = read("{\"model\":\"m\",\"training_file\":\"f\",\"method\":{\"type\":\"supervised\","
                + "\"supervised\":{\"hyperparameters\":{\"n_epochs\":2}}}}");
        assertThat(request.knobs().nEpochs()).contains(2);
        assertThat(
                        errors(
                                "{\"model\":\"m\",\"training_file\":\"f\",\"hyperparameters\":{\"n_epochs\":3},"
                                        + "\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"n_epochs\":2}}}}"))
                .extracting(InputError::problem)
                .containsExactly("differ from method's");
        assertThat(errors("{\"model\":\"m\",\"training_file\":\"f\",\"method\":{\"type\":\"dpo\",\"dpo\":{}}}"))
                .extracting(InputError::field)
                .containsExactly("method.dpo", "method.type");
    }

    @Test
    void all_errors_come_back_at_once() {
        assertThat(errors("{\"model\":7,\"suffix\":\"No Name\",\"seed\":-1,\"integrations\":[],"
                        + "\"hyperparameters\":{\"n_epochs\":51,\"batch_size\":1.5,\"learning_rate_multiplier\":0,\"beta\":1,"
                        + "\"gradient_accumulation_steps\":0,\"early_stopping_patience\":51,\"tuned_weights\":\"some\"},"
                        + "\"metadata\":{\"mail\":\"anna.muster@example.org\",\"n\":1}}"))
                .extracting(InputError::field)
                .containsExactly(
                        "integrations",
                        "model",
                        "training_file",
                        "suffix",
                        "seed",
                        "hyperparameters.beta",
                        "hyperparameters.n_epochs",
                        "hyperparameters.batch_size",
                        "hyperparameters.learning_rate_multiplier",
                        "hyperparameters.gradient_accumulation_steps",
                        "hyperparameters.early_stopping_patience",
                        "hyperparameters.tuned_weights",
                        "metadata, member 1",
                        "metadata, member 2");
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
