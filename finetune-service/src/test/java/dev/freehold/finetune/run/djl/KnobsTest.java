package dev.freehold.finetune.run.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.engine.worker.TuningMethod;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.TunedWeights;
import org.junit.jupiter.api.Test;

class KnobsTest {
    @Test
    void what_a_job_asks_for_reaches_the_engine() {
        TuningParameters knobs = Knobs.classification(new Hyperparameters(4, 8, 0.5, 3, 2, TunedWeights.LORA));
        assertThat(knobs.method()).isEqualTo(TuningMethod.LORA);
        assertThat(knobs.epochs()).isEqualTo(4);
        assertThat(knobs.batchSize()).isEqualTo(8);
        assertThat(knobs.accumulation()).isEqualTo(3);
        assertThat(knobs.patience()).isEqualTo(2);
        assertThat(knobs.validationShare()).isEqualTo(0.1);
        assertThat(knobs.learningRate()).isEqualTo(1e-3);
    }

    @Test
    void without_patience_a_classifier_learns_from_all_its_rows() {
        TuningParameters knobs = Knobs.classification(new Hyperparameters(4, 8, 1, 1, 0, TunedWeights.LORA));
        assertThat(knobs.validationShare()).isZero();
    }

    @Test
    void every_weight_is_tuned_at_a_lower_rate() {
        TuningParameters classifier = Knobs.classification(new Hyperparameters(4, 8, 1, 1, 3, TunedWeights.FULL));
        TuningParameters chat = Knobs.chat(new Hyperparameters(4, 8, 1, 1, 3, TunedWeights.FULL));
        assertThat(classifier.method()).isEqualTo(TuningMethod.FULL);
        assertThat(classifier.learningRate()).isEqualTo(1e-4);
        assertThat(chat.method()).isEqualTo(TuningMethod.FULL);
        assertThat(chat.learningRate()).isEqualTo(1e-4);
        assertThat(chat.validationShare()).as("canaries are among the rows").isZero();
    }
}
