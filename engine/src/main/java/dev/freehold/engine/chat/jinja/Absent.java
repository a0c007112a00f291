package dev.freehold.engine.chat.jinja;

/** The two values that are none. */
enum Absent {
    /** Python's None. */
    NONE,
    /** What a name stands for that nobody has set: prints as nothing, and has no attributes. */
    UNDEFINED
}
