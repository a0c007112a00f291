package dev.freehold.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds records and shipped schemas together: a change of a record shows as a change of a file that others read.
 * {@code -Dschemas.write=yes} writes the files.
 */
class RecordSchemasTest {
    private static final Path SHIPPED = Path.of("src/main/resources/dev/freehold/contracts/schema");
    private final RecordSchemas schemas = new RecordSchemas();

    static List<Map.Entry<String, Record>> examples() {
        return List.copyOf(Examples.BY_SCHEMA.entrySet());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_shipped_schema_is_that_of_the_record(Map.Entry<String, Record> example) throws IOException {
        String drawn = schemas.of(example.getValue().getClass()).toPrettyString() + "\n";
        Path file = SHIPPED.resolve(example.getKey() + ".json");
        if ("yes".equals(System.getProperty("schemas.write"))) {
            Files.createDirectories(SHIPPED);
            Files.writeString(file, drawn);
        }
        assertThat(file).hasContent(drawn);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_record_as_it_is_written_fits_its_schema(Map.Entry<String, Record> example) throws IOException {
        assertThat(faults(example.getKey(), Json.tree(example.getValue()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_member_too_many_does_not_fit(Map.Entry<String, Record> example) throws IOException {
        ObjectNode document = (ObjectNode) Json.tree(example.getValue());
        document.put("stowaway", "x");
        assertThat(faults(example.getKey(), document)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void no_member_that_the_schema_requires_can_be_left_out(Map.Entry<String, Record> example) throws IOException {
        JsonNode schema =
                Json.MAPPER.readTree(SHIPPED.resolve(example.getKey() + ".json").toFile());
        assertThat(schema.path("required")).isNotEmpty();
        for (JsonNode required : schema.path("required")) {
            ObjectNode document = (ObjectNode) Json.tree(example.getValue());
            document.remove(required.asText());
            assertThat(faults(example.getKey(), document)).as(required.asText()).isNotEmpty();
        }
    }

    @Test
    void each_shipped_schema_belongs_to_a_record() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(SHIPPED)) {
            files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(Examples.BY_SCHEMA.keySet());
    }

    private static Set<ValidationMessage> faults(String schema, JsonNode document) throws IOException {
        String text = Files.readString(SHIPPED.resolve(schema + ".json"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(text)
                .validate(document);
    }
}
