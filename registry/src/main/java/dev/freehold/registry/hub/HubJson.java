package dev.freehold.registry.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import java.util.List;
import java.util.Locale;

/** The documents that the Hub's clients read, under the names that they know. */
final class HubJson {
    private HubJson() {}

    static byte[] bytes(Object document) {
        try {
            return Json.MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document is always JSON", e);
        }
    }

    static ObjectNode caller(Caller caller) {
        ObjectNode who = Json.MAPPER
                .createObjectNode()
                .put("type", "user")
                .put("id", caller.subject())
                .put("name", caller.subject())
                .put("fullname", caller.subject())
                .put("isPro", false);
        who.putArray("orgs")
                .addObject()
                .put("type", "org")
                .put("name", caller.tenant().value());
        who.putObject("auth")
                .put("type", "access_token")
                .putObject("accessToken")
                .put("displayName", caller.client())
                .put("role", "read");
        return who;
    }

    /** A model as a listing shows it. */
    static ObjectNode model(ModelVersion version) {
        String id = version.tenant() + "/" + version.name();
        ObjectNode model = Json.MAPPER
                .createObjectNode()
                .put("_id", version.digest().hex().substring(0, 24))
                .put("id", id)
                .put("modelId", id)
                .put("author", version.tenant().value())
                .put("private", true)
                .put("gated", false)
                .put("disabled", version.state() == ModelState.REVOKED)
                .put("downloads", 0)
                .put("likes", 0)
                .put("createdAt", version.created().toString())
                .put("lastModified", version.created().toString())
                .put("library_name", version.kind() == ModelKind.BASE ? "transformers" : "peft")
                .put("pipeline_tag", pipeline(version.tasks()));
        ArrayNode tags = model.putArray("tags");
        tags.add("license:" + version.licence().toLowerCase(Locale.ROOT));
        tags.add("state:" + version.state().wireName());
        version.tasks().forEach(tags::add);
        return model;
    }

    /**
     * A revision of a model with its files.
     *
     * @param sizes whether each file says more than its name
     */
    static ObjectNode info(HubRevision revision, boolean sizes) {
        ObjectNode info = model(revision.version()).put("sha", revision.commit());
        info.putObject("cardData").put("license", revision.version().licence().toLowerCase(Locale.ROOT));
        info.put(
                "usedStorage",
                revision.files().stream().mapToLong(HubFile::size).sum());
        ArrayNode siblings = info.putArray("siblings");
        for (HubFile file : revision.files()) {
            ObjectNode sibling = siblings.addObject().put("rfilename", file.path());
            if (sizes) {
                sibling.put("size", file.size()).put("blobId", file.oid());
                if (file.large()) {
                    pointer(
                            sibling.putObject("lfs")
                                    .put("sha256", file.content().hex()),
                            file);
                }
            }
        }
        return info;
    }

    static ObjectNode entry(HubFile file) {
        ObjectNode entry = Json.MAPPER
                .createObjectNode()
                .put("type", "file")
                .put("path", file.path())
                .put("size", file.size())
                .put("oid", file.oid());
        if (file.large()) {
            pointer(entry.putObject("lfs").put("oid", file.content().hex()), file);
        }
        return entry;
    }

    static ObjectNode refs(HubRevision main) {
        ObjectNode refs = Json.MAPPER.createObjectNode();
        refs.putArray("branches")
                .addObject()
                .put("name", HubPath.MAIN)
                .put("ref", "refs/heads/" + HubPath.MAIN)
                .put("targetCommit", main.commit());
        refs.putArray("tags");
        refs.putArray("converts");
        return refs;
    }

    static ObjectNode commit(HubRevision revision) {
        ObjectNode commit = Json.MAPPER
                .createObjectNode()
                .put("id", revision.commit())
                .put(
                        "title",
                        revision.version().name() + " " + revision.version().digest())
                .put("message", "")
                .put("date", revision.version().created().toString());
        commit.putArray("authors").addObject().put("user", "freehold");
        return commit;
    }

    private static void pointer(ObjectNode lfs, HubFile file) {
        lfs.put("size", file.size()).put("pointerSize", GitObjects.pointer(file.content(), file.size()).length);
    }

    private static String pipeline(List<String> tasks) {
        if (tasks.contains("embeddings")) {
            return "feature-extraction";
        }
        return tasks.contains("classify") ? "text-classification" : "text-generation";
    }
}
