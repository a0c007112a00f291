package dev.freehold.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    private static final int DOCUMENTS = 2_000;

    @Test
    void equals_an_independent_implementation_on_generated_documents() throws IOException {
        Random random = new Random(20261123);
        for (int i = 0; i < DOCUMENTS; i++) {
            ObjectNode document = object(random, 0);
            byte[] ours = CanonicalJson.bytes(document);
            byte[] theirs = new JsonCanonicalizer(Json.MAPPER.writeValueAsBytes(document)).getEncodedUTF8();
            assertThat(ours).as("document %d", i).isEqualTo(theirs);
        }
    }

    @Test
    void a_fraction_is_refused() throws IOException {
        JsonNode fraction = Json.MAPPER.readTree("{\"a\":1.5}");
        assertThatThrownBy(() -> CanonicalJson.bytes(fraction)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_integer_that_a_double_cannot_hold_is_refused() throws IOException {
        JsonNode large = Json.MAPPER.readTree("[9007199254740992]");
        assertThatThrownBy(() -> CanonicalJson.bytes(large)).isInstanceOf(IllegalArgumentException.class);
        assertThat(CanonicalJson.bytes(Json.MAPPER.readTree("[-9007199254740991]")))
                .asString()
                .isEqualTo("[-9007199254740991]");
    }

    @Test
    void a_lone_surrogate_is_refused() {
        ArrayNode lone = Json.MAPPER.createArrayNode().add("a" + (char) 0xd800 + "b");
        assertThatThrownBy(() -> CanonicalJson.bytes(lone)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = text(random);
            switch (random.nextInt(depth < 3 ? 6 : 4)) {
                case 0 -> object.put(name, text(random));
                case 1 -> object.put(name, random.nextLong(-(1L << 53) + 1, 1L << 53));
                case 2 -> object.put(name, random.nextBoolean());
                case 3 -> object.putNull(name);
                case 4 -> object.set(name, object(random, depth + 1));
                default -> object.putArray(name).add(text(random)).add(object(random, depth + 1));
            }
        }
        return object;
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x80) : random.nextInt(0x1_0000 + 0x800);
            if (Character.isValidCodePoint(point) && (point < 0xd800 || point > 0xdfff)) {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }
}
