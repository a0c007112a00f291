package dev.freehold.engine.train;

/**
 * An example as the program takes it.
 *
 * @param ids token ids
 * @param label index of the class
 */
record TokenizedExample(long[] ids, int label) {}
