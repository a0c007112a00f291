package dev.freehold.enforcement.redaction.recogniser;

/** How sure a recogniser can be, weakest first: what settles which of two overlapping claims wins. */
public enum Evidence {
    /** It is grouped as such things are grouped. */
    SHAPE,
    /** It keeps every rule of a published format, which has no check digit. */
    FORMAT,
    /** Its check digits are right. */
    CHECKSUM,
    /** It begins with a marker that its issuer chose so that it can be found. */
    MARKER
}
