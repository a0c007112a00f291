package dev.freehold.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.redaction.Scanner;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    @Test
    void the_same_seed_gives_the_same_bytes() {
        assertThat(Complaints.jsonLines(50, 1)).isEqualTo(Complaints.jsonLines(50, 1));
        assertThat(Complaints.jsonLines(50, 1)).isNotEqualTo(Complaints.jsonLines(50, 2));
    }

    @Test
    void every_topic_has_as_many_rows() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (String line :
                Complaints.jsonLines(Complaints.ROWS, Complaints.SEED).split("\n", -1)) {
            if (!line.isEmpty()) {
                JsonNode row = Json.MAPPER.readTree(line);
                assertThat(row.path("text").asText()).doesNotContain("{", "}");
                counts.merge(row.path("label").asText(), 1, Integer::sum);
            }
        }
        assertThat(counts).hasSize(7);
        assertThat(counts.values()).containsOnly(Complaints.ROWS / 7);
    }

    @Test
    void most_rows_carry_personal_data_that_the_scanner_finds() throws IOException {
        Scanner scanner = Scanner.standard();
        int found = 0;
        for (String line : Complaints.jsonLines(100, 3).split("\n", -1)) {
            if (!line.isEmpty()
                    && !scanner.scan(Json.MAPPER.readTree(line).path("text").asText())
                            .isEmpty()) {
                found++;
            }
        }
        assertThat(found).isBetween(45, 75);
    }
}
