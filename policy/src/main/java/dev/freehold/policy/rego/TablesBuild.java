package dev.freehold.policy.rego;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.bundle.StructuredText;
import dev.freehold.policy.bundle.BundleManifest;
import dev.freehold.policy.problem.PolicyProblems;
import dev.freehold.policy.release.VersionDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds a version of the policy from the shipped rules and tables of one's own, without {@code opa}. The tables have the shape
 * of the shipped ones: the rules read them, and what a rule does not find denies.
 */
public final class TablesBuild {
    private static final String DATA = "data.json";
    private static final int MOST_ERRORS = 20;

    private TablesBuild() {}

    /**
     * Builds a version.
     *
     * @param shipped the version that came with the platform
     * @param document the whole data document, {@code {"tables": ...}}
     * @param revision the name that its authors give it
     * @throws ProblemException naming each field that is not as the rules need it
     */
    public static VersionDraft build(VersionDraft shipped, byte[] document, String revision) {
        JsonNode given = parse(document);
        JsonNode model = Json.read(shipped.bundle().data(), JsonNode.class);
        List<InputError> errors = new ArrayList<>();
        compare("", model, given, errors);
        if (errors.isEmpty()) {
            requireRoles(given.at("/tables/actions_by_role"), errors);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.ofInput(
                    PolicyProblems.TABLES_REFUSED,
                    errors.subList(0, Math.min(MOST_ERRORS, errors.size())),
                    errors.size()));
        }
        byte[] data = canonical(given);
        SortedMap<String, byte[]> sources = new TreeMap<>(shipped.sources());
        sources.put(DATA, data);
        SortedMap<String, Digest> digests = new TreeMap<>(shipped.manifest().sources());
        digests.put(DATA, Digest.of(data));
        BundleManifest manifest = shipped.manifest();
        return new VersionDraft(
                VersionDraft.Origin.TABLES,
                PolicyBundle.of(shipped.bundle().wasm(), data),
                new BundleManifest(manifest.entrypoint(), manifest.opa(), revision, manifest.rules(), digests),
                sources);
    }

    private static JsonNode parse(byte[] document) {
        try {
            return Json.read(document, JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw RefusedBuild.because(
                    PolicyProblems.TABLES_REFUSED, "The document is no JSON: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] canonical(JsonNode given) {
        try {
            return StructuredText.of(given);
        } catch (IllegalArgumentException e) {
            throw RefusedBuild.because(PolicyProblems.TABLES_REFUSED, e.getMessage() + ".", e);
        }
    }

    /** The fixed part of the shape is that of the shipped tables: the same names, each with the same kind of value. */
    private static void compare(String path, JsonNode model, JsonNode given, List<InputError> errors) {
        if (model.getNodeType() != given.getNodeType()) {
            errors.add(InputError.of(
                    path.isEmpty() ? "document" : path,
                    given.isMissingNode() ? "it is missing" : "it is no " + kind(model),
                    "Give it as the shipped tables have it."));
        } else if (model.isObject()) {
            for (Map.Entry<String, JsonNode> member : model.properties()) {
                compare(path + "/" + member.getKey(), member.getValue(), given.path(member.getKey()), errors);
            }
            given.fieldNames().forEachRemaining(name -> {
                if (!model.has(name)) {
                    errors.add(InputError.of(path + "/" + name, "no rule reads it", "Take it out."));
                }
            });
        } else if (model.isArray()) {
            for (int i = 0; i < given.size(); i++) {
                if (!given.get(i).isTextual() || given.get(i).textValue().isBlank()) {
                    errors.add(InputError.of(path + "/" + i, "it is no text", "Give a name."));
                }
            }
        } else if (model.isTextual()
                && !List.of("mask_where_permitted", "refuse").contains(given.textValue())) {
            errors.add(InputError.of(path, "there is no such handling", "Give mask_where_permitted or refuse."));
        }
    }

    private static String kind(JsonNode model) {
        return model.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** Without anybody who may do it, these tables would be the last ones. */
    private static void requireRoles(JsonNode actionsByRole, List<InputError> errors) {
        for (String action : List.of(Actions.POLICY_PUBLISH, Actions.POLICY_ACTIVATE)) {
            boolean somebody = false;
            for (Role role : Role.values()) {
                for (JsonNode granted : actionsByRole.path(role.wireName())) {
                    somebody |= granted.asText().equals(action);
                }
            }
            if (!somebody) {
                errors.add(InputError.of(
                        "/tables/actions_by_role",
                        "nobody may do " + action + ", so that these tables could never be replaced",
                        "Give it to a role."));
            }
        }
    }
}
