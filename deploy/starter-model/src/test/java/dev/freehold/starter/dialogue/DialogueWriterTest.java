package dev.freehold.starter.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.starter.dialogue.DialogueWriter.Phrasing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialogueWriterTest {
    static List<Department> departments() {
        return List.of(Department.cardsAndAccounts(), Department.mortgagesAndInsurance());
    }

    @ParameterizedTest
    @MethodSource("departments")
    void the_same_seed_writes_the_same_dialogues(Department department) {
        assertThat(new DialogueWriter(department, 5).write(200, Phrasing.TAUGHT, Set.of()))
                .isEqualTo(new DialogueWriter(department, 5).write(200, Phrasing.TAUGHT, Set.of()))
                .isNotEqualTo(new DialogueWriter(department, 6).write(200, Phrasing.TAUGHT, Set.of()));
    }

    @ParameterizedTest
    @MethodSource("departments")
    void every_answer_tells_its_intent_and_no_slot_is_left(Department department) {
        for (Phrasing phrasing : Phrasing.values()) {
            List<Dialogue> dialogues = new DialogueWriter(department, 7).write(500, phrasing, Set.of());

            assertThat(dialogues).allSatisfy(dialogue -> {
                assertThat(department.intentOf(dialogue.answer()).map(Intent::name))
                        .contains(dialogue.intent());
                assertThat(dialogue.json()).doesNotContain("{amount}").doesNotContainPattern("\\{\\w+\\}");
            });
            assertThat(dialogues.stream().map(Dialogue::intent).distinct()).hasSameSizeAs(department.intents());
        }
    }

    @ParameterizedTest
    @MethodSource("departments")
    void held_out_dialogues_are_others_and_unseen_phrasings_are_never_taught(Department department) {
        Set<Dialogue> taught = new HashSet<>(new DialogueWriter(department, 1).write(1000, Phrasing.TAUGHT, Set.of()));

        assertThat(new DialogueWriter(department, 1).write(200, Phrasing.TAUGHT, taught))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(taught);
        Set<String> ways = department.intents().stream()
                .flatMap(intent -> intent.questions().stream())
                .collect(Collectors.toSet());
        assertThat(department.intents()).allSatisfy(intent -> {
            assertThat(ways).doesNotContainAnyElementsOf(intent.unseenQuestions());
            assertThat(intent.unseenQuestions()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("departments")
    void more_dialogues_than_there_are_is_an_error_and_not_an_endless_search(Department department) {
        Set<Dialogue> all = new HashSet<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean contains(Object dialogue) {
                return true;
            }
        };

        assertThatThrownBy(() -> new DialogueWriter(department, 1).write(3, Phrasing.TAUGHT, all))
                .hasMessageContaining("no 3 dialogues");
    }
}
