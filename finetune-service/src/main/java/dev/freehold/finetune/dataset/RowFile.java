package dev.freehold.finetune.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

/** Masked rows as JSON Lines, each line canonical: the same rows always give the same bytes and the same digest. */
public final class RowFile {
    private RowFile() {}

    public static void write(Path file, List<LabelledText> rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (LabelledText row : rows) {
                out.write(CanonicalJson.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("label", row.label())
                        .put("text", row.text())));
                out.write('\n');
            }
        }
    }

    /**
     * Reads rows that {@link #write} wrote; their digest vouches for their shape, so a fault here is broken storage.
     *
     * @throws IOException if a line is no row or there are more than the largest file holds
     */
    public static List<LabelledText> read(Path file) throws IOException {
        List<LabelledText> rows = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (rows.size() == IntakeLimits.MOST_ROWS) {
                    throw new IOException("more than " + IntakeLimits.MOST_ROWS + " rows in a dataset");
                }
                rows.add(row(rows.size() + 1, line));
            }
        }
        return rows;
    }

    private static LabelledText row(int number, String line) throws IOException {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8), LabelledText.class);
        } catch (IllegalArgumentException e) {
            throw new IOException("row " + number + " of the dataset is no row", e);
        }
    }
}
