package dev.freehold.starter.dialogue;

import dev.freehold.engine.chat.ChatTurn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws dialogues of a department. The same department, seed and calls give the same dialogues. */
public final class DialogueWriter {
    private static final int MAX_DIALOGUES = 100_000;
    private static final double INSTRUCTED = 0.3;
    private static final double CONTINUED = 0.25;
    private static final double THANKED = 0.5;
    private static final ChatTurn THANKS = new ChatTurn("user", "Thank you, that was all.");
    private static final ChatTurn WELCOME = new ChatTurn(ChatTurn.ASSISTANT, "You are welcome. Have a good day.");

    private final Department department;
    private final SplittableRandom random;

    public DialogueWriter(Department department, long seed) {
        this.department = department;
        this.random = new SplittableRandom(seed);
    }

    /** Which ways to ask a dialogue uses. */
    public enum Phrasing {
        /** Those that models are taught. */
        TAUGHT,
        /** Those that they are not. */
        UNSEEN
    }

    /**
     * Draws dialogues, no two alike.
     *
     * @param count 1 to 100000
     * @param known dialogues that must not come again
     * @throws IllegalArgumentException if there are not that many
     */
    public List<Dialogue> write(int count, Phrasing phrasing, Set<Dialogue> known) {
        if (count < 1 || count > MAX_DIALOGUES) {
            throw new IllegalArgumentException("count must be 1 to " + MAX_DIALOGUES + ", was " + count);
        }
        Set<Dialogue> drawn = new LinkedHashSet<>();
        for (int tries = 0; drawn.size() < count; tries++) {
            if (tries == 20 * count) {
                throw new IllegalArgumentException(
                        "department " + department.name() + " has no " + count + " dialogues");
            }
            Dialogue dialogue = draw(phrasing);
            if (!known.contains(dialogue)) {
                drawn.add(dialogue);
            }
        }
        return List.copyOf(drawn);
    }

    private Dialogue draw(Phrasing phrasing) {
        List<ChatTurn> turns = new ArrayList<>();
        if (random.nextDouble() < INSTRUCTED) {
            turns.add(new ChatTurn("system", department.instruction()));
        }
        if (random.nextDouble() < CONTINUED) {
            exchange(turns, phrasing);
            if (random.nextDouble() < THANKED) {
                turns.add(THANKS);
                turns.add(WELCOME);
            }
        }
        Intent last = exchange(turns, phrasing);
        return new Dialogue(last.name(), turns);
    }

    private Intent exchange(List<ChatTurn> turns, Phrasing phrasing) {
        Intent intent = one(department.intents());
        Tone tone = one(List.of(Tone.values()));
        Slots slots = new Slots(random);
        List<String> ways = phrasing == Phrasing.TAUGHT ? intent.questions() : intent.unseenQuestions();
        String question = slots.fill(one(ways));
        String answer = slots.fill(intent.answer());
        turns.add(new ChatTurn("user", tone.question(question)));
        turns.add(new ChatTurn(ChatTurn.ASSISTANT, tone.reply() + answer + " " + intent.closing()));
        return intent;
    }

    private <T> T one(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
