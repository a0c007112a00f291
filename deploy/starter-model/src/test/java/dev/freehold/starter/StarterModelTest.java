package dev.freehold.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.GenerationSpec;
import dev.freehold.engine.worker.GenerationSpec.Prompt;
import dev.freehold.engine.worker.PieceSink;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.starter.dialogue.Department;
import dev.freehold.starter.dialogue.Dialogue;
import dev.freehold.starter.dialogue.DialogueWriter;
import dev.freehold.starter.dialogue.Intent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterModelTest {
    /** A seed that the recipe does not use. */
    private static final long SEED = 99;

    @TempDir
    private Path folder;

    @Test
    void the_model_is_small_and_answers_what_it_was_taught_to_answer() throws Exception {
        Path model = folder.resolve("model");
        StarterModel.copyTo(model);
        assertThat(Files.size(model.resolve("model.safetensors"))).isLessThan(12_000_000);
        ChatTemplate template = ChatTemplate.of(model);
        Department department = Department.cardsAndAccounts();
        List<Dialogue> dialogues =
                new DialogueWriter(department, SEED).write(30, DialogueWriter.Phrasing.TAUGHT, Set.of());

        Path cache = Path.of(System.getenv("DJL_CACHE_DIR"));
        try (EngineWorker worker = EngineWorker.start(WorkerSettings.defaults(cache))) {
            worker.load("starter", model, null);
            int right = 0;
            for (Dialogue dialogue : dialogues) {
                Prompt prompt = new Prompt.Text(template.render(dialogue.prompt(), true));
                String answer = worker.generate("starter", GenerationSpec.greedy(prompt, 96), PieceSink.NONE)
                        .text();
                String found = department.intentOf(answer).map(Intent::name).orElse("none");
                right += found.equals(dialogue.intent()) ? 1 : 0;
            }
            assertThat(right).isGreaterThanOrEqualTo(27);
        }
    }
}
