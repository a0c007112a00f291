package dev.freehold.registry.vetting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked to describe the file's bytes exactly: every tensor within, none over another,
 * nothing between them and nothing behind.
 *
 * <p>The check is the registry's own and reads no weights, so that it does not share a fault with the code that wrote or
 * will load the file.
 *
 * @param tensors how many there are
 * @param parameters numbers in all of them
 */
record SafetensorsHeader(int tensors, long parameters) {
    private static final int LONGEST_HEADER = 8 << 20;
    private static final int MOST_TENSORS = 65_536;
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("F64", 8),
            Map.entry("F32", 4),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I64", 8),
            Map.entry("I32", 4),
            Map.entry("I16", 2),
            Map.entry("I8", 1),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1));

    private record Span(long begin, long end) {}

    /**
     * Reads and checks a file's header.
     *
     * @throws Refused if the file is no safetensors file in every detail
     */
    public static SafetensorsHeader read(Path file) throws IOException, Refused {
        String name = String.valueOf(file.getFileName());
        try (FileChannel channel = FileChannel.open(file)) {
            JsonNode header = header(channel, name);
            long data = channel.size() - 8 - headerLength(channel, name);
            return check(header, data, name);
        }
    }

    private static JsonNode header(FileChannel channel, String name) throws IOException, Refused {
        ByteBuffer text = ByteBuffer.allocate((int) headerLength(channel, name));
        while (text.hasRemaining()) {
            if (channel.read(text, 8L + text.position()) < 0) {
                throw new Refused(name + " ends within its header");
            }
        }
        JsonNode header;
        try {
            header = Json.MAPPER.readTree(text.array());
        } catch (IOException e) {
            throw new Refused(name + " has a header that is not JSON");
        }
        if (!header.isObject() || header.size() > MOST_TENSORS) {
            throw new Refused(name + " has a header that is no object of at most " + MOST_TENSORS + " tensors");
        }
        return header;
    }

    private static long headerLength(FileChannel channel, String name) throws IOException, Refused {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (channel.read(length, 0) < 8) {
            throw new Refused(name + " is shorter than a safetensors header");
        }
        long header = length.getLong(0);
        if (header < 2 || header > LONGEST_HEADER || header > channel.size() - 8) {
            throw new Refused(name + " names a header length that it cannot have");
        }
        return header;
    }

    private static SafetensorsHeader check(JsonNode header, long data, String name) throws Refused {
        List<Span> spans = new ArrayList<>();
        long parameters = 0;
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                parameters += tensor(entry.getValue(), spans, name);
            }
        }
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        long at = 0;
        for (Span span : spans) {
            if (span.begin() != at) {
                throw new Refused(name + " has tensors that overlap or leave a gap");
            }
            at = span.end();
        }
        if (spans.isEmpty() || at != data) {
            throw new Refused(name + " holds bytes that belong to no tensor, or too few");
        }
        return new SafetensorsHeader(spans.size(), parameters);
    }

    private static long tensor(JsonNode tensor, List<Span> spans, String name) throws Refused {
        Integer width = BYTES.get(tensor.path("dtype").asText());
        JsonNode offsets = tensor.path("data_offsets");
        if (width == null || !tensor.path("shape").isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw new Refused(name + " has a tensor without a known dtype, a shape or its offsets");
        }
        Span span = new Span(offsets.get(0).asLong(-1), offsets.get(1).asLong(-1));
        try {
            long numbers = 1;
            for (JsonNode length : tensor.path("shape")) {
                if (!length.canConvertToLong() || length.asLong(-1) < 0) {
                    throw new Refused(name + " has a tensor with a negative length");
                }
                numbers = Math.multiplyExact(numbers, length.asLong());
            }
            if (span.begin() < 0 || span.end() - span.begin() != Math.multiplyExact(numbers, (long) width)) {
                throw new Refused(name + " has a tensor whose offsets do not fit its shape");
            }
            spans.add(span);
            return numbers;
        } catch (ArithmeticException e) {
            throw new Refused(name + " has a tensor of impossible size");
        }
    }
}
