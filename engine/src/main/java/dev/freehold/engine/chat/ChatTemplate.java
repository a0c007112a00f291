package dev.freehold.engine.chat;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.chat.jinja.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model's own way to write a conversation as one text, as Transformers' {@code apply_chat_template} writes it. */
public final class ChatTemplate {
    private static final int MAX_TURNS = 1000;
    private final Template template;
    private final Map<String, String> specialTokens;

    private ChatTemplate(Template template, Map<String, String> specialTokens) {
        this.template = template;
        this.specialTokens = Map.copyOf(specialTokens);
    }

    /**
     * Reads the template of a model folder: chat_template.jinja, else {@code chat_template} in tokenizer_config.json.
     *
     * @throws Refusal if there is none, or it uses what is not understood
     */
    public static ChatTemplate of(Path modelFolder) {
        TokenizerSettings settings = TokenizerSettings.read(modelFolder);
        String source = settings.template()
                .orElseThrow(() -> new Refusal("the model has no chat template: add " + TokenizerSettings.TEMPLATE));
        return new ChatTemplate(Template.parse(source), settings.specialTokens());
    }

    /** A template given as text. */
    static ChatTemplate of(String source, Map<String, String> specialTokens) {
        return new ChatTemplate(Template.parse(source), specialTokens);
    }

    /**
     * Writes a conversation.
     *
     * @param turns 1 to 1000
     * @param addGenerationPrompt whether to open the assistant's next turn at the end
     * @throws Refusal if the template refuses the conversation, such as roles that do not alternate
     */
    public String render(List<ChatTurn> turns, boolean addGenerationPrompt) {
        if (turns.isEmpty() || turns.size() > MAX_TURNS) {
            throw new Refusal("a conversation must have 1 to " + MAX_TURNS + " messages, has " + turns.size());
        }
        return written(turns, addGenerationPrompt);
    }

    private String written(List<ChatTurn> turns, boolean addGenerationPrompt) {
        List<Object> messages = new ArrayList<>();
        turns.forEach(turn -> messages.add(Map.of("role", turn.role(), "content", turn.content())));
        Map<String, Object> variables = new HashMap<>(specialTokens);
        variables.put("messages", messages);
        // Transformers passes both, as None, and templates tell that from undefined.
        variables.put("tools", Template.NONE);
        variables.put("documents", Template.NONE);
        variables.put("add_generation_prompt", addGenerationPrompt);
        return template.render(variables);
    }
}
