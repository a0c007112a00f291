package dev.freehold.finetune;

/** Where runs take place. */
public enum BackendKind {
    /** On this machine, as processes of this service. */
    PROCESS,
    /** In a cluster, as Jobs. */
    KUBERNETES
}
