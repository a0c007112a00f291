package dev.freehold.registry.problem;

import dev.freehold.contracts.problem.ProblemType;

/** The registry's catalogue of problems. */
public final class RegistryProblems {
    public static final ProblemType BODY = new ProblemType(
            "REGISTRY_BODY_INVALID",
            400,
            "The body is not what this address takes",
            "Send the JSON document that the registry's reference shows; the detail names the field.");
    public static final ProblemType NAME = new ProblemType(
            "REGISTRY_NAME_INVALID",
            400,
            "The name cannot be used",
            "Use 1 to 96 of a-z, 0-9, dot, underscore and hyphen, and begin with a letter or digit.");
    public static final ProblemType LICENCE = new ProblemType(
            "REGISTRY_LICENCE_REFUSED",
            422,
            "The licence is not on the list of allowed ones",
            "Name the model's SPDX licence in the parameter licence, or ask an operator to allow it in freehold.registry.import.licences.");
    public static final ProblemType MEDIA = new ProblemType(
            "REGISTRY_ARCHIVE_TYPE",
            415,
            "Only archives can be imported",
            "Send the archive with content-type application/zip or application/java-archive.");
    public static final ProblemType TOO_LARGE = new ProblemType(
            "REGISTRY_ARCHIVE_TOO_LARGE",
            413,
            "The archive is longer than this registry takes",
            "Send a smaller model, or ask an operator to raise freehold.registry.import.max-bytes.");
    public static final ProblemType CUT_SHORT = new ProblemType(
            "REGISTRY_UPLOAD_CUT_SHORT",
            400,
            "The upload ended before it was whole",
            "Send the whole archive again; nothing of the part that came is kept.");
    public static final ProblemType BUSY = new ProblemType(
            "REGISTRY_IMPORTS_BUSY",
            503,
            "Too many imports are waiting",
            "Try again when one of the running imports has ended.");
    public static final ProblemType ARCHIVE = new ProblemType(
            "REGISTRY_ARCHIVE_REFUSED",
            422,
            "The archive may not come in",
            "Send one .onnx file with its tokenizer.json, or a Transformers folder of .safetensors; and nothing that can run.");
    public static final ProblemType CONVERSION = new ProblemType(
            "REGISTRY_CONVERSION_FAILED",
            422,
            "The model could not be converted",
            "Bring a BERT-shaped sentence encoder in ONNX with its tokenizer.json; the detail says where it differs.");
    public static final ProblemType NOT_VETTED = new ProblemType(
            "REGISTRY_VETTING_FAILED",
            422,
            "The model did not pass vetting",
            "Look at the figures of the version; a model that fails stays in quarantine and can be revoked.");
    public static final ProblemType IMPORT_UNKNOWN = new ProblemType(
            "REGISTRY_IMPORT_UNKNOWN", 404, "No such import", "Use the id that the import's answer gave.");
    public static final ProblemType MODEL_UNKNOWN = new ProblemType(
            "REGISTRY_MODEL_UNKNOWN",
            404,
            "No such model version",
            "List the models at /api/registry/models and use a name and a digest from there.");
    public static final ProblemType USE_CASE_UNKNOWN = new ProblemType(
            "REGISTRY_USE_CASE_UNKNOWN",
            404,
            "No such use case",
            "List the use cases at /api/registry/use-cases and use an id from there.");
    public static final ProblemType ACCOUNT_UNKNOWN = new ProblemType(
            "REGISTRY_ACCOUNT_UNKNOWN", 404, "No such account", "It was never made, or is out of use already.");
    public static final ProblemType ACCOUNTS_ELSEWHERE = new ProblemType(
            "REGISTRY_NO_ACCOUNTS",
            404,
            "No identity provider makes accounts here",
            "Issue a key for the use case instead, or set freehold.registry.accounts.keycloak.");
    public static final ProblemType ACCOUNTS_UNAVAILABLE = new ProblemType(
            "REGISTRY_ACCOUNTS_UNAVAILABLE",
            503,
            "The identity provider did not do what it was asked",
            "Try again in a moment; the registry's log says what it answered.");
    public static final ProblemType KEY_UNKNOWN = new ProblemType(
            "REGISTRY_KEY_UNKNOWN", 404, "No such key", "Use the id that the answer to the key's issuing gave.");
    public static final ProblemType KEYS_TOO_MANY = new ProblemType(
            "REGISTRY_KEYS_TOO_MANY",
            409,
            "There are as many keys in force as one subject may have",
            "Ask an operator to withdraw one that is no longer used.");
    public static final ProblemType DATASET_UNKNOWN = new ProblemType(
            "REGISTRY_DATASET_UNKNOWN",
            404,
            "No such dataset version",
            "Register the masked dataset first, and name it by its digest.");
    public static final ProblemType SECOND_PERSON = new ProblemType(
            "REGISTRY_SECOND_PERSON_REQUIRED",
            403,
            "Whoever brought a model cannot approve it",
            "Ask another person with the role approver.");
    public static final ProblemType ILLEGAL_MOVE = new ProblemType(
            "REGISTRY_STATE_CONFLICT",
            409,
            "The version is not in a state that allows this",
            "Look at the version's state; it goes quarantined, vetted, approved, retired, and may be revoked at any time.");
    public static final ProblemType TAKEN = new ProblemType(
            "REGISTRY_ALREADY_EXISTS",
            409,
            "It exists already, and differently",
            "Use another name, or the one that the detail gives.");

    public static final ProblemType MEMORY_OLD = new ProblemType(
            "REGISTRY_MEMORY_OLD",
            503,
            "The registry cannot read its database",
            "Look at the registry's readiness and at its database.");
    public static final ProblemType UPLOAD = new ProblemType(
            "REGISTRY_UPLOAD_REFUSED",
            400,
            "The uploaded file cannot be taken",
            "Upload the file whole, under the SHA-256 that it has, and register it within the hour.");

    private RegistryProblems() {}
}
