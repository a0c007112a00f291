package dev.freehold.finetune.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Masked rows as JSON Lines, each line canonical: the same rows always give the same bytes and the same digest. */
public final class RowFile {
    private RowFile() {}

    public static void write(Path file, Rows rows) throws IOException {
        List<?> lines = rows instanceof Rows.Chat chat ? chat.rows() : ((Rows.Classification) rows).rows();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (Object line : lines) {
                out.write(CanonicalJson.bytes(Json.tree(line)));
                out.write('\n');
            }
        }
    }

    /**
     * Reads rows that {@link #write} wrote; their digest vouches for their shape, so a fault here is broken storage.
     *
     * @throws IOException if a line is no row of the first one's kind or there are more than the largest file holds
     */
    public static Rows read(Path file) throws IOException {
        List<LabelledText> labelled = new ArrayList<>();
        List<Conversation> conversations = new ArrayList<>();
        each(file, (number, row) -> {
            if (row instanceof Conversation conversation) {
                conversations.add(conversation);
            } else {
                labelled.add((LabelledText) row);
            }
        });
        if (!conversations.isEmpty() && !labelled.isEmpty()) {
            throw new IOException("the dataset mixes kinds of rows");
        }
        return conversations.isEmpty() ? new Rows.Classification(labelled) : new Rows.Chat(conversations);
    }

    /** Gives every text of a file to a reader, row by row: the file is never in memory whole. */
    public static void texts(Path file, Consumer<RowText> reader) throws IOException {
        each(file, (number, row) -> {
            if (row instanceof Conversation conversation) {
                List<Conversation.Turn> turns = conversation.messages();
                for (int i = 0; i < turns.size(); i++) {
                    String field = ChatRows.MESSAGES + "[" + i + "].content";
                    reader.accept(new RowText(number, field, turns.get(i).content()));
                }
            } else {
                reader.accept(new RowText(number, "text", ((LabelledText) row).text()));
            }
        });
    }

    /** Takes one row, a {@link Conversation} or a {@link LabelledText}. */
    private interface RowReader {
        void take(int number, Object row);
    }

    private static void each(Path file, RowReader reader) throws IOException {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (++number > IntakeLimits.MOST_ROWS) {
                    throw new IOException("more than " + IntakeLimits.MOST_ROWS + " rows in a dataset");
                }
                JsonNode row = row(number, line, JsonNode.class);
                boolean chat = row.has(ChatRows.MESSAGES);
                reader.take(
                        number, chat ? row(number, line, Conversation.class) : row(number, line, LabelledText.class));
            }
        }
    }

    private static <T> T row(int number, String line, Class<T> type) throws IOException {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8), type);
        } catch (IllegalArgumentException e) {
            throw new IOException("row " + number + " of the dataset is no row", e);
        }
    }
}
