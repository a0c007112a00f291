package dev.freehold.finetune.run.djl;

import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.chat.TurnMasking;
import dev.freehold.engine.worker.Scored;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.evaluation.RowLoss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the assistant's turns cost. The engine says what a whole text costs, from its first token on; a turn's share is what the
 * text with it costs more than the text that asks for it.
 */
final class AnswerLosses {
    private final List<List<Answer>> rows;

    private AnswerLosses(List<List<Answer>> rows) {
        this.rows = rows;
    }

    /** One turn of an assistant's: the conversation up to it, as the model is asked to speak, and with it. */
    private record Answer(String before, String with) {}

    /** What scores texts. */
    interface Scorer {
        Scored score(List<String> texts) throws WorkerFailed;
    }

    /**
     * Writes rows as the model reads them.
     *
     * @throws dev.freehold.engine.Refusal if its chat template does not take them
     */
    static AnswerLosses of(Path base, List<Conversation> conversations) {
        TurnMasking masking = new TurnMasking(ChatTemplate.of(base));
        return new AnswerLosses(conversations.stream()
                .map(row -> answers(masking.parts(turns(row))))
                .toList());
    }

    static List<ChatTurn> turns(Conversation row) {
        return row.messages().stream()
                .map(turn -> new ChatTurn(turn.role(), turn.content()))
                .toList();
    }

    /** Cut where training cuts: what is measured is what was learned. */
    private static List<Answer> answers(List<TurnMasking.Part> parts) {
        List<Answer> answers = new ArrayList<>();
        String before = "";
        for (TurnMasking.Part part : parts) {
            String with = before + part.text();
            if (part.learned()) {
                answers.add(new Answer(before, with));
            }
            before = with;
        }
        return answers;
    }

    List<RowLoss> measure(Scorer scorer) throws WorkerFailed {
        Set<String> texts = new LinkedHashSet<>();
        rows.forEach(answers -> answers.forEach(answer -> {
            texts.add(answer.before());
            texts.add(answer.with());
        }));
        List<String> asked = List.copyOf(texts);
        Scored scored = scorer.score(asked);
        Map<String, RowLoss> whole = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            whole.put(
                    asked.get(i),
                    new RowLoss(scored.losses().get(i), scored.tokens().get(i)));
        }
        return rows.stream().map(answers -> sum(answers, whole)).toList();
    }

    private static RowLoss sum(List<Answer> answers, Map<String, RowLoss> whole) {
        RowLoss sum = RowLoss.NOTHING;
        for (Answer answer : answers) {
            sum = sum.plus(whole.getOrDefault(answer.with(), RowLoss.NOTHING)
                    .less(whole.getOrDefault(answer.before(), RowLoss.NOTHING)));
        }
        return sum;
    }
}
