package dev.freehold.engine.chat.jinja;

/** A value that can be called: a macro, or one of the few functions that templates are given. */
@FunctionalInterface
interface Callable {
    Object call(Arguments arguments);
}
