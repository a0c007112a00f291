package dev.freehold.engine.worker;

import dev.freehold.engine.chat.ChatTurn;
import java.util.ArrayList;
import java.util.List;

/** What a caller gave, as the protocol can carry it: within its bounds, and well-formed. */
final class Sendable {
    private Sendable() {}

    static List<String> texts(List<String> texts) throws WorkerFailed {
        if (texts.isEmpty() || texts.size() > Protocol.MAX_TEXTS) {
            throw new WorkerFailed(
                    WorkerFailed.Reason.REFUSED,
                    "a call takes 1 to " + Protocol.MAX_TEXTS + " texts, got " + texts.size());
        }
        List<String> checked = new ArrayList<>(texts.size());
        for (String text : texts) {
            checked.add(text(text));
        }
        return checked;
    }

    static List<List<ChatTurn>> conversations(List<List<ChatTurn>> conversations) throws WorkerFailed {
        List<List<ChatTurn>> checked = new ArrayList<>(conversations.size());
        for (List<ChatTurn> turns : conversations) {
            List<ChatTurn> conversation = new ArrayList<>(turns.size());
            for (ChatTurn turn : turns) {
                conversation.add(new ChatTurn(text(turn.role()), text(turn.content())));
            }
            checked.add(conversation);
        }
        return checked;
    }

    static String text(String text) throws WorkerFailed {
        if (text.length() > Protocol.MAX_TEXT) {
            throw new WorkerFailed(
                    WorkerFailed.Reason.REFUSED,
                    "a text may have " + Protocol.MAX_TEXT + " characters, got " + text.length());
        }
        return Protocol.wellFormed(text);
    }
}
