package dev.freehold.engine.generate;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.worker.GenerationSpec.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns prompts into the token ids that a model goes on from. */
public final class PromptTokens {
    private final Path folder;
    private final DecoderTokenizer tokenizer;
    private @Nullable ChatTemplate template;

    /**
     * Prompts of one model.
     *
     * @param folder with its chat template, needed by conversations only
     */
    public PromptTokens(Path folder, DecoderTokenizer tokenizer) {
        this.folder = folder;
        this.tokenizer = tokenizer;
    }

    /**
     * The ids of a prompt.
     *
     * @throws Refusal if the model has no chat template, its template refuses the conversation, or a message holds a mark
     *     that only the template may write
     */
    public long[] ids(Prompt prompt) {
        if (prompt instanceof Prompt.Chat chat) {
            checkMarks(chat.turns());
            // The template writes what stands before the first turn itself.
            return tokenizer.encode(template().render(chat.turns(), true), false);
        }
        return tokenizer.encode(((Prompt.Text) prompt).text(), true);
    }

    /** Whoever could write the end of a turn into a message could go on as the system or the assistant. */
    private void checkMarks(List<ChatTurn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            ChatTurn turn = turns.get(i);
            Optional<String> mark = tokenizer
                    .special()
                    .in(turn.content())
                    .or(() -> tokenizer.special().in(turn.role()));
            if (mark.isPresent()) {
                throw new Refusal("message " + (i + 1) + " holds " + mark.get()
                        + ", which the model reads as a mark of its own: take it out");
            }
        }
    }

    private ChatTemplate template() {
        if (template == null) {
            template = ChatTemplate.of(folder);
        }
        return template;
    }
}
