package dev.freehold.engine.chat.jinja;

import java.util.HashMap;
import java.util.Map;

/** The one value whose attributes a template may set: how a loop hands something out. */
record Namespace(Map<String, Object> attributes) {
    Namespace {
        attributes = new HashMap<>(attributes);
    }
}
