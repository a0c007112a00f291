package dev.freehold.engine.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON head of a safetensors file, checked: every byte behind it belongs to exactly one tensor. */
final class SafetensorsHeader {
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_NAME = 512;
    private static final int MAX_DIMENSIONS = 8;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(8).build());
    }

    private final Path file;
    private final long dataBytes;

    private SafetensorsHeader(Path file, long dataBytes) {
        this.file = file;
        this.dataBytes = dataBytes;
    }

    static Map<String, TensorEntry> parse(Path file, byte[] header, long dataBytes) {
        return new SafetensorsHeader(file, dataBytes).read(header);
    }

    private Map<String, TensorEntry> read(byte[] header) {
        JsonNode root = json(header);
        if (!root.isObject()) {
            throw refuse("header is not a JSON object");
        }
        List<TensorEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (METADATA.equals(field.getKey())) {
                checkMetadata(field.getValue());
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
            if (entries.size() > MAX_TENSORS) {
                throw refuse("header names more than " + MAX_TENSORS + " tensors");
            }
        }
        checkCoverage(entries);
        Map<String, TensorEntry> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        return Collections.unmodifiableMap(byName);
    }

    private JsonNode json(byte[] header) {
        try {
            return JSON.readTree(header);
        } catch (JsonProcessingException e) {
            throw new MalformedWeights(file, "header is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedWeights(file, "header cannot be read", e);
        }
    }

    private void checkMetadata(JsonNode metadata) {
        boolean texts = metadata.isObject()
                && metadata.properties().stream().allMatch(e -> e.getValue().isTextual());
        if (!texts) {
            throw refuse(METADATA + " must map texts to texts");
        }
    }

    private TensorEntry entry(String name, JsonNode node) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw refuse("a tensor's name must have 1 to " + MAX_NAME + " characters");
        }
        if (!node.isObject() || node.size() != 3) {
            throw refuse("tensor " + name + " must have dtype, shape and data_offsets, and nothing else");
        }
        Dtype dtype = Dtype.named(node.path("dtype").asText())
                .orElseThrow(() -> refuse("tensor " + name + " has unknown dtype "
                        + node.path("dtype").asText()));
        List<Long> shape = naturals(name, "shape", node.path("shape"), MAX_DIMENSIONS);
        List<Long> offsets = naturals(name, "data_offsets", node.path("data_offsets"), 2);
        if (offsets.size() != 2) {
            throw refuse("data_offsets of tensor " + name + " must be two numbers");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin > end || end > dataBytes) {
            throw refuse("data_offsets of tensor " + name + " are [" + begin + ", " + end + "], outside of the "
                    + dataBytes + " bytes of data");
        }
        if (bytes(name, dtype, shape) != end - begin) {
            throw refuse("tensor " + name + " of shape " + shape + " and dtype " + dtype
                    + " does not fill its data_offsets");
        }
        return new TensorEntry(name, dtype, shape, begin, end);
    }

    private List<Long> naturals(String name, String field, JsonNode node, int most) {
        if (!node.isArray() || node.size() > most) {
            throw refuse(field + " of tensor " + name + " must be an array of at most " + most + " numbers");
        }
        List<Long> values = new ArrayList<>();
        for (JsonNode value : node) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw refuse(field + " of tensor " + name + " holds something other than a whole number from 0 up");
            }
            values.add(value.longValue());
        }
        return values;
    }

    private long bytes(String name, Dtype dtype, List<Long> shape) {
        try {
            long product = dtype.bytes();
            for (long size : shape) {
                product = Math.multiplyExact(product, size);
            }
            return product;
        } catch (ArithmeticException e) {
            throw new MalformedWeights(file, "shape of tensor " + name + " is too large", e);
        }
    }

    /** Neither overlaps nor holes: two readers of one file must not be able to see different models in it. */
    private void checkCoverage(List<TensorEntry> entries) {
        List<TensorEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long reached = 0;
        for (TensorEntry entry : ordered) {
            if (entry.begin() < reached) {
                throw refuse("tensor " + entry.name() + " overlaps another");
            }
            if (entry.begin() > reached) {
                throw refuse("bytes " + reached + " to " + entry.begin() + " of the data belong to no tensor");
            }
            reached = entry.end();
        }
        if (reached != dataBytes) {
            throw refuse("the last " + (dataBytes - reached) + " bytes of the data belong to no tensor");
        }
    }

    private MalformedWeights refuse(String what) {
        return new MalformedWeights(file, what);
    }
}
