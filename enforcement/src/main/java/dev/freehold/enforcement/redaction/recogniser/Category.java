package dev.freehold.enforcement.redaction.recogniser;

/** The kind of data that policies and use cases speak of. */
public enum Category {
    /** Personal data. */
    PII,
    /** Payment card data. */
    PCI,
    /** Whatever opens a door: keys, tokens. */
    SECRET,
    /** Addresses of machines. */
    NETWORK
}
