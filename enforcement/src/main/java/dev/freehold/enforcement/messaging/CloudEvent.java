package dev.freehold.enforcement.messaging;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One event in the shape of CloudEvents 1.0.
 *
 * @param id unique among the events of its source
 * @param source URI reference of who tells
 * @param extensions further attributes; names of 1 to 20 lower-case letters and digits
 * @param data JSON, exactly these bytes
 */
public record CloudEvent(String id, String source, String type, SortedMap<String, String> extensions, byte[] data) {
    public static final String SPEC_VERSION = "1.0";
    public static final String JSON = "application/json";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

    public CloudEvent {
        if (id.isBlank() || source.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("a CloudEvent has an id, a source and a type");
        }
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
        extensions.keySet().forEach(name -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("an attribute's name is 1 to 20 of a-z, 0-9, not " + name);
            }
        });
        data = data.clone();
    }

    public CloudEvent(String id, String source, String type, Map<String, String> extensions, byte[] data) {
        this(id, source, type, new TreeMap<>(extensions), data);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /**
     * The value of an extension.
     *
     * @throws IllegalArgumentException if it has none of that name
     */
    public String extension(String name) {
        String value = extensions.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the event has no attribute '" + name + "'");
        }
        return value;
    }
}
