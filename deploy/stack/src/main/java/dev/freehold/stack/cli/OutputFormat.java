package dev.freehold.stack.cli;

/** How a command prints its result. */
enum OutputFormat {
    text,
    json
}
