package dev.freehold.enforcement.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.model.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a policy returned; anything but a complete decision of exactly the known shape is no decision. */
public final class DecisionDocument {
    private static final Set<String> KINDS = Set.of(Obligation.REDACT);

    private DecisionDocument() {}

    /**
     * Reads the document that a policy's entry point gave.
     *
     * @param document the value of {@code data.freehold.decision}; missing where policy left it undefined
     * @throws NoDecisionException if it is not one complete decision
     */
    public static Decision read(JsonNode document, String id, Digest bundle) throws NoDecisionException {
        object(document, Set.of("allow", "reasons", "obligations"));
        require(document.get("allow").isBoolean(), "allow is no boolean");
        boolean allow = document.get("allow").booleanValue();
        List<Reason> reasons = reasons(document.get("reasons"));
        List<Obligation> obligations = obligations(document.get("obligations"));
        require(allow == reasons.isEmpty(), "allowed with reasons against, or denied without any");
        require(allow || obligations.isEmpty(), "denied with obligations");
        return allow ? new Decision.Allowed(id, bundle, obligations) : new Decision.Denied(id, bundle, reasons);
    }

    private static List<Reason> reasons(JsonNode nodes) throws NoDecisionException {
        require(nodes.isArray(), "reasons is no array");
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode reason = object(node, Set.of("code", "sentence", "remedy"));
            reasons.add(new Reason(text(reason.get("code")), text(reason.get("sentence")), text(reason.get("remedy"))));
        }
        reasons.sort(Comparator.comparing(Reason::code));
        return reasons;
    }

    private static List<Obligation> obligations(JsonNode nodes) throws NoDecisionException {
        require(nodes.isArray(), "obligations is no array");
        List<Obligation> obligations = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode obligation = object(node, Set.of("kind", "types"));
            String kind = text(obligation.get("kind"));
            require(KINDS.contains(kind), "an obligation of an unknown kind");
            JsonNode types = obligation.get("types");
            require(types.isArray() && !types.isEmpty(), "an obligation without types");
            List<String> names = new ArrayList<>();
            for (JsonNode type : types) {
                names.add(text(type));
            }
            obligations.add(new Obligation(kind, names));
        }
        return obligations;
    }

    private static JsonNode object(JsonNode node, Set<String> fields) throws NoDecisionException {
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        require(node.isObject() && found.equals(fields), "not an object of exactly " + new TreeSet<>(fields));
        return node;
    }

    private static String text(JsonNode node) throws NoDecisionException {
        require(node.isTextual() && !node.textValue().isBlank(), "an empty text");
        return node.textValue();
    }

    private static void require(boolean holds, String otherwise) throws NoDecisionException {
        if (!holds) {
            throw new NoDecisionException(otherwise);
        }
    }
}
