package dev.freehold.engine.worker;

/** What keeps a worker from the network. */
public enum Isolation {
    /** The worker lives in a Linux network namespace of its own, in which no interface is up. */
    NETWORK_NAMESPACE,
    /** Nothing: either it was not asked for, or the machine does not allow it. */
    NONE
}
