package dev.freehold.contracts.decision;

/** The actions that policy knows; anything else is denied. */
public final class Actions {
    public static final String MODEL_EMBED = "model.embed";
    public static final String MODEL_CLASSIFY = "model.classify";
    public static final String MODEL_CHAT = "model.chat";
    public static final String MODEL_COMPLETE = "model.complete";
    /** Taking a version's files out of the platform, over the Hugging Face Hub protocol or by an export. */
    public static final String MODEL_DOWNLOAD = "model.download";

    /** Making a name mean another approved version, forwards or back. */
    public static final String ALIAS_MOVE = "alias.move";

    public static final String MODEL_LIST = "model.list";
    public static final String MODEL_IMPORT = "model.import";
    public static final String MODEL_VET = "model.vet";
    public static final String MODEL_APPROVE = "model.approve";
    public static final String MODEL_REVOKE = "model.revoke";
    public static final String MODEL_REGISTER = "model.register";
    public static final String MODEL_READ = "model.read";
    public static final String DATASET_UPLOAD = "dataset.upload";
    public static final String DATASET_REGISTER = "dataset.register";
    public static final String DATASET_READ = "dataset.read";
    public static final String DATASET_DELETE = "dataset.delete";
    public static final String JOB_CREATE = "job.create";
    /** A training run, from its start to its registered adapter, in the name of whoever created the job. */
    public static final String JOB_RUN = "job.run";

    public static final String JOB_READ = "job.read";
    public static final String JOB_CANCEL = "job.cancel";
    public static final String TRAIL_SEARCH = "trail.search";
    public static final String TRAIL_READ = "trail.read";
    public static final String USE_CASE_CREATE = "use_case.create";
    public static final String USE_CASE_READ = "use_case.read";
    /** A key for the caller's own use case, in the caller's own name. */
    public static final String KEY_RENEW = "key.renew";

    public static final String PLATFORM_EXPORT = "platform.export";
    public static final String KEY_ISSUE = "key.issue";
    public static final String KEY_REVOKE = "key.revoke";

    /** Bringing a version of the policy in; it decides nothing yet. */
    public static final String POLICY_PUBLISH = "policy.publish";

    /** Putting a version of the policy in force, a new one or one from before. */
    public static final String POLICY_ACTIVATE = "policy.activate";

    public static final String POLICY_READ = "policy.read";

    public static final String SESSION_OPEN = "session.open";

    private Actions() {}
}
