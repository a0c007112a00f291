package dev.freehold.enforcement.peer.registry;

/** Where the registry answers to services of this house. */
public final class RegistryPaths {
    public static final String ROOT = "/internal/registry/v1/";
    public static final String VIEW = ROOT + "view";
    public static final String MODELS = ROOT + "models/";
    public static final String DATASETS = ROOT + "datasets/";
    public static final String UPLOADS = ROOT + "uploads/";
    public static final String REGISTERED_DATASETS = ROOT + "registered-datasets";
    public static final String REGISTERED_ADAPTERS = ROOT + "registered-adapters";
    public static final String OWN_KEYS = ROOT + "own-keys";
    public static final String HUB = ROOT + "hub/";
    /** How old the registry's own reading is, in milliseconds. */
    public static final String AGE = "freehold-age-millis";

    private RegistryPaths() {}
}
