package dev.freehold.policy.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The built-ins that a policy may use: those which OPA 1.22 compiles into the module itself. The others have a clock, a network
 * or chance in them, or would be missing where decisions are taken; and a test of somebody's policy runs on this machine.
 */
final class PureBuiltins {
    private static final Set<String> NAMES = Set.of(
            "plus",
            "minus",
            "mul",
            "div",
            "abs",
            "round",
            "ceil",
            "floor",
            "rem",
            "array.concat",
            "array.flatten",
            "array.reverse",
            "array.slice",
            "and",
            "or",
            "intersection",
            "union",
            "is_number",
            "is_string",
            "is_boolean",
            "is_array",
            "is_set",
            "is_object",
            "is_null",
            "type_name",
            "bits.or",
            "bits.and",
            "bits.negate",
            "bits.xor",
            "bits.lsh",
            "bits.rsh",
            "count",
            "sum",
            "product",
            "max",
            "min",
            "sort",
            "base64.is_valid",
            "base64.decode",
            "base64.encode",
            "base64url.encode",
            "base64url.decode",
            "net.cidr_contains",
            "net.cidr_intersects",
            "equal",
            "gt",
            "gte",
            "lt",
            "lte",
            "neq",
            "glob.match",
            "json.is_valid",
            "json.unmarshal",
            "object.filter",
            "object.get",
            "object.keys",
            "object.remove",
            "object.union",
            "object.union_n",
            "concat",
            "format_int",
            "indexof",
            "substring",
            "lower",
            "upper",
            "contains",
            "startswith",
            "endswith",
            "strings.reverse",
            "split",
            "replace",
            "strings.replace_n",
            "trim",
            "trim_left",
            "trim_prefix",
            "trim_right",
            "trim_suffix",
            "trim_space",
            "numbers.range",
            "to_number",
            "walk",
            "graph.reachable",
            "regex.is_valid",
            "regex.match",
            "regex.find_all_string_submatch_n",
            "json.remove",
            "json.filter",
            "internal.member_2",
            "internal.member_3",
            "internal.template_string",
            "assign",
            "eq",
            "internal.test_case");

    /** Tests of a policy patch requests; decisions do not. */
    private static final Set<String> IN_TESTS = Set.of("json.patch");

    private PureBuiltins() {}

    /** What {@code opa} says that it can do, without what a policy may not use, and without any host. */
    static ObjectNode of(JsonNode capabilities, boolean inTests) {
        ObjectNode fewer = (ObjectNode) capabilities.deepCopy();
        ArrayNode kept = fewer.putArray("builtins");
        for (JsonNode builtin : capabilities.path("builtins")) {
            String name = builtin.path("name").asText();
            if (NAMES.contains(name) || (inTests && IN_TESTS.contains(name))) {
                kept.add(builtin);
            }
        }
        fewer.putArray("allow_net");
        return fewer;
    }
}
